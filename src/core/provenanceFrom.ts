import * as v from "valibot";
import { deviceModels } from "./model.ts";
import { checkOptions, denoiseChoices } from "./options.ts";
import type { Provenance } from "./provenance.ts";
import type { Fields } from "./provenanceFields.ts";

const numeral = v.pipe(v.string(), v.regex(/^[\d.e-]{1,25}$/), v.transform(Number));
const words = v.string();
const word = v.pipe(v.string(), v.regex(/^[\w./+-]{1,100}$/));

const clarity = v.object({
  model: v.literal("clarity"),
  scale: numeral,
  prompt: words,
  negativePrompt: words,
  creativity: numeral,
  resemblance: numeral,
  guidanceScale: numeral,
  inferenceSteps: numeral,
  seed: v.optional(v.nullable(numeral), null),
  safetyChecker: v.pipe(
    v.picklist(["true", "false"]),
    v.transform((text) => text === "true"),
  ),
});

const device = v.object({
  model: v.picklist(deviceModels),
  scale: numeral,
  denoise: v.picklist(denoiseChoices),
});

const options = v.pipe(
  v.variant("model", [clarity, device]),
  v.check((read) => {
    try {
      checkOptions(read);
      return true;
    } catch {
      return false;
    }
  }),
);

const others = v.object({
  endpoint: v.fallback(v.optional(word), undefined),
  requestId: v.fallback(v.optional(word), undefined),
  sourceSha256: v.fallback(v.optional(v.pipe(words, v.regex(/^[\da-f]{64}$/))), undefined),
  date: v.fallback(v.optional(v.pipe(words, v.isoTimestamp())), undefined),
  version: v.fallback(v.optional(word), undefined),
});

/**
 * How a picture was made, in the words of its file, which anybody may have written. Undefined where the options
 * are not whole or not in their ranges; of the rest, what cannot be is left out.
 */
export function provenanceFrom(fields: Fields): Provenance | undefined {
  const [read, rest] = [v.safeParse(options, fields), v.parse(others, fields)];
  if (!read.success) {
    return undefined;
  }
  const { endpoint: endpointId, requestId, sourceSha256: sourceHash, date, version } = rest;
  return {
    options: read.output,
    seed: "seed" in read.output ? (read.output.seed ?? undefined) : undefined,
    request:
      endpointId !== undefined && requestId !== undefined ? { endpointId, requestId } : undefined,
    sourceHash,
    at: date === undefined ? undefined : Date.parse(date),
    version,
  };
}
