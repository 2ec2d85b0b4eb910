import * as v from "valibot";
import { numberRanges } from "./options.ts";

const within = ({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }) =>
  v.pipe(v.number(), v.minValue(minimum), v.maxValue(maximum));

const wholeWithin = (range: { readonly minimum: number; readonly maximum: number }) =>
  v.pipe(within(range), v.safeInteger());

/** A factor that every model takes. */
export const scaleSchema = within(numberRanges.scale);

const entries = {
  prompt: v.string(),
  negativePrompt: v.string(),
  creativity: within(numberRanges.creativity),
  resemblance: within(numberRanges.resemblance),
  guidanceScale: within(numberRanges.guidanceScale),
  inferenceSteps: wholeWithin(numberRanges.inferenceSteps),
  seed: v.nullable(wholeWithin(numberRanges.seed)),
  safetyChecker: v.boolean(),
};

/** All of Clarity's inputs but the factor, in their ranges, and nothing else. */
export const inputsSchema = v.strictObject(entries);

/** Some of them. */
export const someInputsSchema = v.strictObject({
  prompt: v.exactOptional(entries.prompt),
  negativePrompt: v.exactOptional(entries.negativePrompt),
  creativity: v.exactOptional(entries.creativity),
  resemblance: v.exactOptional(entries.resemblance),
  guidanceScale: v.exactOptional(entries.guidanceScale),
  inferenceSteps: v.exactOptional(entries.inferenceSteps),
  seed: v.exactOptional(entries.seed),
  safetyChecker: v.exactOptional(entries.safetyChecker),
});
