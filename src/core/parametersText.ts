import type { ClarityOptions, DeviceOptions } from "./options.ts";
import { toolName } from "./provenance.ts";
import type { Provenance } from "./provenance.ts";

/** By this a text is known to be ours. */
export const ourParameters = "Version: Clarity Upscaler";

/**
 * How a picture was made, in the layout that tools for generated pictures write and read under the keyword
 * `parameters`: the prompt, the negative prompt, then names and values. AUTOMATIC1111's web UI began it
 * (modules/processing.py, `create_infotext`).
 */
export function parametersText(made: Provenance): string {
  const { options } = made;
  const about = [...valuesOf(options, made), ["Version", toolName(made)]] as const;
  const values = about.map(([name, value]) => `${name}: ${quoted(String(value))}`).join(", ");
  return options.model === "clarity"
    ? `${options.prompt}\nNegative prompt: ${options.negativePrompt}\n${values}`
    : values;
}

type Values = readonly (readonly [name: string, value: string | number])[];

const valuesOf = (options: ClarityOptions | DeviceOptions, made: Provenance): Values =>
  options.model === "clarity" ? clarityValues(options, made) : deviceValues(options);

function clarityValues(options: ClarityOptions, { seed, request }: Provenance): Values {
  const taken = seed ?? options.seed;
  return [
    ["Steps", options.inferenceSteps],
    ["CFG scale", options.guidanceScale],
    ...(taken === null ? [] : ([["Seed", taken]] as const)),
    ["Denoising strength", options.creativity],
    ["Resemblance", options.resemblance],
    ["Upscale by", options.scale],
    ["Model", request?.endpointId ?? options.model],
  ];
}

const deviceValues = ({ model, scale, denoise }: DeviceOptions): Values => [
  ["Upscale by", scale],
  ["Upscaler", model],
  ["Denoise", denoise],
];

/** As that web UI does with what would end a value. */
const quoted = (value: string): string => (/[,\n:]/.test(value) ? JSON.stringify(value) : value);
