import type { Choice, OptionSettings } from "../../core/choice.ts";
import type { KnownSource } from "../../core/forecast.ts";
import type { Model } from "../../core/model.ts";
import type { Preset } from "../../core/presets.ts";
import type { Price } from "../../core/price.ts";

/** An image that options are asked for; its pixels are not known of one that is somewhere else. */
type QuestionImage = KnownSource & { readonly name: string };

/** What is known when a user is asked how some images are to be upscaled. */
export interface OptionsQuestion {
  /** Only such as can be upscaled at all. */
  readonly images: readonly QuestionImage[];
  readonly price: Price;
  /** What was chosen the last time in this workspace. */
  readonly last: Choice | undefined;
  /** The user's own; the built-in ones need not be passed. */
  readonly presets: readonly Preset[];
  /** The settings of this moment; without a model where the user has not chosen one. */
  readonly current: OptionSettings & { readonly model: Model | undefined };
}

/** How the pixels are made, whatever their number. */
export type Way = Omit<Choice, "size">;
