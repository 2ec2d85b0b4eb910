import type { SourceFile } from "./files.ts";
import { numberRanges } from "./options.ts";
import type { UpscaleOptions } from "./options.ts";
import { outputMegapixels } from "./price.ts";
import { largestScale } from "./sizeLimits.ts";
import type { Surveyed, SurveyedImage } from "./survey.ts";

/** An image that is to be upscaled, and how. */
export interface PlannedImage {
  readonly source: SourceFile;
  readonly options: UpscaleOptions;
  /** Of the result; undefined where the source's size is not known, or it is none that can be upscaled. */
  readonly megapixels: number | undefined;
  /** The factor that was asked for and is more than the model takes. */
  readonly asked?: number;
  /** By which its result is named, where that is not the settings' template. */
  readonly nameTemplate?: string;
}

/** Why an image of a lot is left out: done with these options, our own work, or not to be upscaled. */
export type SkipReason =
  | "done"
  | "ours"
  | "largeEnough"
  | "tooLarge"
  | NonNullable<Surveyed["problem"]>;

export interface SkippedImage {
  readonly source: SourceFile;
  readonly why: SkipReason;
}

/** What a command is about to do, before anybody agreed to it. */
export interface Plan {
  readonly images: readonly PlannedImage[];
  readonly skipped: readonly SkippedImage[];
}

/** What is known of earlier results. */
export interface Earlier {
  /** Whether a source with this hash was upscaled with these options. */
  isDone(sourceHash: string, options: UpscaleOptions): boolean;
  /** Whether a file with this hash was made by an earlier job. */
  isOurs(hash: string): boolean;
}

/** What is asked for a source; undefined where it has the size already that results are to have. */
export type OptionsFor = (surveyed: Surveyed) => UpscaleOptions | undefined;

/**
 * Plans images that the user pointed at one by one: none is left out for what it is, and one that cannot be
 * upscaled fails with its reason like every job.
 */
export function planPicked(surveyed: readonly Surveyed[], optionsFor: OptionsFor): Plan {
  return toPlan(surveyed, optionsFor, () => undefined);
}

/** Plans a lot that the user did not look through: a folder, or what has changed. */
export function planLot(
  surveyed: readonly Surveyed[],
  optionsFor: OptionsFor,
  earlier: Earlier,
): Plan {
  return toPlan(surveyed, optionsFor, ({ image, problem }, options) =>
    image ? reasonToSkip(image, options, earlier) : problem,
  );
}

function toPlan(
  surveyed: readonly Surveyed[],
  optionsFor: OptionsFor,
  whyNot: (surveyed: Surveyed, options: UpscaleOptions) => SkipReason | undefined,
): Plan {
  const images: PlannedImage[] = [];
  const skipped: SkippedImage[] = [];
  for (const one of surveyed) {
    const options = optionsFor(one);
    const why = options ? whyNot(one, options) : "largeEnough";
    if (options && why === undefined) {
      images.push(planned(one, options));
    } else if (why) {
      skipped.push({ source: one.source, why });
    }
  }
  return { images, skipped };
}

function reasonToSkip(
  image: SurveyedImage,
  options: UpscaleOptions,
  earlier: Earlier,
): SkipReason | undefined {
  if (earlier.isOurs(image.hash)) {
    return "ours";
  }
  if (largestScale(image, options.model) === undefined) {
    return "tooLarge";
  }
  return earlier.isDone(image.hash, fitting(image, options)) ? "done" : undefined;
}

/** The same options with the largest factor that works, where more was asked for than the model takes. */
function fitting(image: SurveyedImage, options: UpscaleOptions): UpscaleOptions {
  const largest = largestScale(image, options.model) ?? options.scale;
  // A factor out of the setting's range is a mistake, which the job tells.
  const isValid = options.scale <= numberRanges.scale.maximum;
  return isValid && options.scale > largest ? { ...options, scale: largest } : options;
}

function planned({ source, image }: Surveyed, asked: UpscaleOptions): PlannedImage {
  if (image === undefined) {
    return { source, options: asked, megapixels: undefined };
  }
  const options = fitting(image, asked);
  return {
    source,
    options,
    megapixels: outputMegapixels(image, options.scale),
    ...(options !== asked && { asked: asked.scale }),
  };
}

/** Megapixels of all results together, as far as they are known. */
export const totalMegapixels = (images: readonly PlannedImage[]): number =>
  images.reduce((sum, { megapixels = 0 }) => sum + megapixels, 0);
