import * as v from "valibot";
import { inputsSchema, scaleSchema } from "./inputsSchema.ts";
import { models } from "./model.ts";
import type { Model } from "./model.ts";
import { denoiseChoices } from "./options.ts";
import type { DeviceOptions, UpscaleOptions } from "./options.ts";
import type { ClarityInputs } from "./presets.ts";
import { askedScale } from "./targetSize.ts";
import type { PixelSize, TargetSize } from "./targetSize.ts";

/** What a user chose for some images, whatever their sizes. */
export interface Choice {
  readonly size: TargetSize;
  readonly model: Model;
  /** All of Clarity's; missing for the models on this device. */
  readonly inputs?: ClarityInputs | undefined;
  /** Missing for Clarity. */
  readonly denoise?: DeviceOptions["denoise"] | undefined;
  /** The name of the preset, as it was shown. */
  readonly preset?: string | undefined;
}

/** What the settings say for an image, for every model. */
export interface OptionSettings {
  readonly scale: number;
  readonly inputs: ClarityInputs;
  readonly denoise: DeviceOptions["denoise"];
}

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

const targetSize = v.variant("kind", [
  v.object({ kind: v.literal("factor"), factor: scaleSchema }),
  v.object({ kind: v.picklist(["width", "height"]), pixels: v.pipe(positive, v.safeInteger()) }),
  v.object({ kind: v.literal("megapixels"), megapixels: positive }),
]);

const choice = v.object({
  size: targetSize,
  model: v.picklist(models),
  inputs: v.optional(inputsSchema),
  denoise: v.optional(v.picklist(denoiseChoices)),
  preset: v.optional(v.string()),
});

/** A choice that was remembered; undefined for anything that is none, or not to be sent. */
export function readChoice(value: unknown): Choice | undefined {
  const read = v.safeParse(choice, value);
  return read.success ? read.output : undefined;
}

/**
 * The options for one image, with a factor that may still be more than the model takes for its size.
 * Undefined where the image measures already what was chosen. For an image of unknown size a target other
 * than a factor is the settings' factor.
 */
export function optionsFor(
  { size, model, inputs, denoise }: Choice,
  source: PixelSize | undefined,
  settings: OptionSettings,
): UpscaleOptions | undefined {
  const scale = scaleOf(size, source, settings);
  if (scale === undefined) {
    return undefined;
  }
  return model === "clarity"
    ? { model, scale, ...(inputs ?? settings.inputs) }
    : { model, scale, denoise: denoise ?? settings.denoise };
}

function scaleOf(
  size: TargetSize,
  source: PixelSize | undefined,
  settings: OptionSettings,
): number | undefined {
  if (source) {
    return askedScale(size, source);
  }
  return size.kind === "factor" ? size.factor : settings.scale;
}
