import * as v from "valibot";
import { UpscaleError } from "./errors.ts";
import { someInputsSchema } from "./inputsSchema.ts";
import type { ClarityOptions } from "./options.ts";

/** What Clarity is told about how to draw; the size is chosen apart from it. */
export type ClarityInputs = Omit<ClarityOptions, "model" | "scale">;

/** Some of the inputs; what is missing is as the settings say. */
export type PresetInputs = Partial<ClarityInputs>;

/** A set of inputs with a name that people understand. */
export interface Preset {
  readonly id: string;
  /** The name that users gave to their own one; those of the extension are named where people read them. */
  readonly label?: string | undefined;
  readonly inputs: PresetInputs;
}

/** The presets that come along. */
const builtInPresetIds = [
  "faithful",
  "balanced",
  "creative",
  "portrait",
  "illustration",
  "textAndUi",
  "gameTexture",
] as const;

export type BuiltInPresetId = (typeof builtInPresetIds)[number];

const anyQuality = "(worst quality, low quality, normal quality:2)";

/**
 * Balanced is what fal's API page names as the defaults. The others are starting points that follow what each
 * input is there for: less creativity and more resemblance the less a picture may change. Those for a kind
 * of picture name it, so they set the words as well; Faithful and Creative leave the user's own.
 */
const inputsOf: Readonly<Record<BuiltInPresetId, PresetInputs>> = {
  faithful: { creativity: 0.15, resemblance: 0.9, guidanceScale: 3, inferenceSteps: 18 },
  balanced: {
    prompt: "masterpiece, best quality, highres",
    negativePrompt: anyQuality,
    creativity: 0.35,
    resemblance: 0.6,
    guidanceScale: 4,
    inferenceSteps: 18,
  },
  creative: { creativity: 0.6, resemblance: 0.45, guidanceScale: 6, inferenceSteps: 25 },
  portrait: {
    prompt: "masterpiece, best quality, highres, portrait photo, natural skin texture",
    negativePrompt: `${anyQuality}, plastic skin, deformed face`,
    creativity: 0.25,
    resemblance: 0.8,
    guidanceScale: 4,
    inferenceSteps: 20,
  },
  illustration: {
    prompt: "masterpiece, best quality, highres, illustration, clean lines",
    negativePrompt: `${anyQuality}, photo, noise`,
    creativity: 0.3,
    resemblance: 0.7,
    guidanceScale: 5,
    inferenceSteps: 20,
  },
  textAndUi: {
    prompt: "user interface, crisp text, sharp edges, flat colors",
    negativePrompt: `${anyQuality}, blurry, distorted letters, texture`,
    creativity: 0.05,
    resemblance: 1,
    guidanceScale: 3,
    inferenceSteps: 18,
  },
  gameTexture: {
    prompt: "masterpiece, best quality, highres, game texture, fine surface detail, even light",
    negativePrompt: `${anyQuality}, seams, text, watermark`,
    creativity: 0.4,
    resemblance: 0.75,
    guidanceScale: 5,
    inferenceSteps: 20,
  },
};

/** The presets that come along, with their inputs. */
export const builtInPresets: readonly (Preset & { readonly id: BuiltInPresetId })[] =
  builtInPresetIds.map((id) => ({ id, inputs: inputsOf[id] }));

const presetName = v.pipe(v.string(), v.regex(/\S/));
const presets = v.record(presetName, someInputsSchema);

/**
 * The user's own presets from the value of their setting, in its order. Throws `badSetting`, with the entry
 * at fault as its detail.
 */
export function readPresets(setting: unknown): Preset[] {
  const read = v.safeParse(presets, setting);
  if (!read.success) {
    const detail = read.issues[0].path?.map(({ key }) => String(key)).join(" › ");
    throw new UpscaleError("badSetting", { subject: "presets", detail });
  }
  return Object.entries(read.output).map(([label, inputs]) => ({ id: label, label, inputs }));
}
