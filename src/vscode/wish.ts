import * as vscode from "vscode";
import { optionsFor } from "../core/choice.ts";
import type { Choice } from "../core/choice.ts";
import type { Model } from "../core/model.ts";
import type { UpscaleOptions } from "../core/options.ts";
import { planLot, planPicked } from "../core/plan.ts";
import type { Earlier, OptionsFor, Plan, PlannedImage } from "../core/plan.ts";
import type { Surveyed } from "../core/survey.ts";
import type { VariedChoice } from "./options/askVariations.ts";
import { nameTemplate, optionSettings, upscaleOptions } from "./settings.ts";

/** What the user wants of some images: one result of each, or several that differ. */
export interface Wish {
  readonly model: Model;
  readonly ways: readonly Way[];
}

interface Way {
  readonly optionsFor: OptionsFor;
  /** What tells its results apart, in the template of their names; missing for the only way. */
  readonly marked?: (template: string) => string;
}

const uriOf = ({ uri }: Surveyed["source"]): vscode.Uri => vscode.Uri.parse(uri);

/** What the settings say, for each image those of its folder. */
export const wishOfSettings = (model: Model): Wish => ({
  model,
  ways: [{ optionsFor: ({ source }) => upscaleOptions(uriOf(source), model) }],
});

/** The same for every image. */
export const wishOfOptions = (options: UpscaleOptions): Wish => ({
  model: options.model,
  ways: [{ optionsFor: () => options }],
});

/** What was chosen, for each image as its size needs it. */
export const wishOfChoice = (choice: Choice): Wish => ({
  model: choice.model,
  ways: [{ optionsFor: byChoice(choice) }],
});

/** Several results of each image, told apart by their names. */
export const wishOfVariations = (varied: readonly VariedChoice[]): Wish => ({
  model: "clarity",
  ways: varied.map(({ choice, nameTemplate: marked }) => ({
    optionsFor: byChoice(choice),
    marked,
  })),
});

const byChoice =
  (choice: Choice): OptionsFor =>
  ({ source, image }) =>
    optionsFor(choice, image, optionSettings(uriOf(source)));

/** The plan of a wish, for a lot with what is known of `earlier` results. */
export function planOf({ ways }: Wish, surveyed: readonly Surveyed[], earlier?: Earlier): Plan {
  const plans = ways.map(({ optionsFor: options, marked }) => {
    const { images, skipped } = earlier
      ? planLot(surveyed, options, earlier)
      : planPicked(surveyed, options);
    return { images: marked ? images.map((image) => named(image, marked)) : images, skipped };
  });
  return {
    images: plans.flatMap(({ images }) => images),
    skipped: plans[0]?.skipped ?? [],
  };
}

const named = (image: PlannedImage, marked: (template: string) => string): PlannedImage => ({
  ...image,
  nameTemplate: marked(nameTemplate(uriOf(image.source))),
});
