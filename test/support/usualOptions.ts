import type { ClarityOptions } from "../../src/core/options.ts";

/** What is asked of Clarity by somebody who has changed no setting. */
export const usualOptions: ClarityOptions = {
  model: "clarity",
  scale: 2,
  prompt: "masterpiece, best quality, highres",
  negativePrompt: "(worst quality, low quality, normal quality:2)",
  creativity: 0.35,
  resemblance: 0.6,
  guidanceScale: 4,
  inferenceSteps: 18,
  seed: null,
  safetyChecker: true,
};
