import type { EndpointTypeMap } from "@fal-ai/client/endpoints";
import type { HandedOverImage } from "../../core/backend.ts";
import { UpscaleError } from "../../core/errors.ts";
import type { ClarityOptions } from "../../core/options.ts";
import { isRecord } from "../../core/record.ts";

export const endpointId = "fal-ai/clarity-upscaler";

type Input = EndpointTypeMap[typeof endpointId]["input"];

/** Our options in the endpoint's words. Every one is sent, so that a change of fal's defaults changes nothing. */
export function toInput(imageUrl: HandedOverImage, options: ClarityOptions): Input {
  return {
    image_url: imageUrl,
    prompt: options.prompt,
    upscale_factor: options.scale,
    negative_prompt: options.negativePrompt,
    creativity: options.creativity,
    resemblance: options.resemblance,
    guidance_scale: options.guidanceScale,
    num_inference_steps: options.inferenceSteps,
    enable_safety_checker: options.safetyChecker,
    ...(options.seed !== null && { seed: options.seed }),
  };
}

/** What we use of a result. Only the URL is certain to be there. */
export interface FalOutput {
  readonly url: URL;
  /** Announced bytes. */
  readonly fileSize: number | undefined;
  readonly seed: number | undefined;
}

const property = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const count = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** Reads a result, which may hold anything. Throws `unreadableAnswer` when there is no picture in it. */
export function toOutput(data: unknown): FalOutput {
  const image = property(data, "image");
  const url = property(image, "url");
  if (typeof url !== "string" || !URL.canParse(url)) {
    throw new UpscaleError("unreadableAnswer", { subject: "result" });
  }
  // A size of 0 was seen where the size is not known.
  const fileSize = count(property(image, "file_size")) || undefined;
  return { url: new URL(url), fileSize, seed: count(property(data, "seed")) };
}
