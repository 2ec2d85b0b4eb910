import { UpscaleError } from "./errors.ts";
import { models } from "./model.ts";
import type { DeviceModel } from "./model.ts";

/** What was asked of Clarity: the inputs of fal's API page, by the names of our settings. */
export interface ClarityOptions {
  readonly model: "clarity";
  readonly scale: number;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly creativity: number;
  readonly resemblance: number;
  readonly guidanceScale: number;
  readonly inferenceSteps: number;
  /** `null` lets the model choose. */
  readonly seed: number | null;
  readonly safetyChecker: boolean;
}

/** Whether blocks and noise of a lossy compression are smoothed away; `auto` does so where there may be some. */
export const denoiseChoices = ["auto", "always", "never"] as const;

/** What was asked of a model on this device. */
export interface DeviceOptions {
  readonly model: DeviceModel;
  readonly scale: number;
  readonly denoise: (typeof denoiseChoices)[number];
}

export type UpscaleOptions = ClarityOptions | DeviceOptions;

export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly integer: boolean;
}

type NumberOption =
  | "scale"
  | "creativity"
  | "resemblance"
  | "guidanceScale"
  | "inferenceSteps"
  | "seed";

const range = (minimum: number, maximum: number, integer = false): NumberRange => ({
  minimum,
  maximum,
  integer,
});

/** What the model takes, from fal's schema of the endpoint. The manifest repeats it; a test compares them. */
export const numberRanges: Readonly<Record<NumberOption, NumberRange>> = {
  scale: range(1, 4),
  creativity: range(0, 1),
  resemblance: range(0, 1),
  guidanceScale: range(0, 20),
  inferenceSteps: range(4, 50, true),
  seed: range(0, Number.MAX_SAFE_INTEGER, true),
};

/** Numbers of the extension itself. 40 is fal's largest allowance of requests at a time. */
export const ownRanges = {
  concurrency: range(1, 40, true),
  requestTimeout: range(5, 600, true),
  jobTimeout: range(1, 1440, true),
  // Seconds; fal's client takes no less, and a job no more than a day.
  startTimeout: range(2, 86_400, true),
  jpegQuality: range(1, 100, true),
} as const satisfies Readonly<Record<string, NumberRange>>;

const isNumberOption = (name: string): name is NumberOption => Object.hasOwn(numberRanges, name);

const isWithin = (value: unknown, { minimum, maximum, integer }: NumberRange): boolean =>
  typeof value === "number" &&
  value >= minimum &&
  value <= maximum &&
  (!integer || Number.isInteger(value));

function isValid(name: string, value: unknown): boolean {
  if (name === "seed" && value === null) {
    return true;
  }
  if (isNumberOption(name)) {
    return isWithin(value, numberRanges[name]);
  }
  const choices: readonly unknown[] | undefined =
    name === "model" ? models : name === "denoise" ? denoiseChoices : undefined;
  return choices
    ? choices.includes(value)
    : typeof value === (name === "safetyChecker" ? "boolean" : "string");
}

/**
 * Checks options that a person may have typed by hand, so that nothing out of range is ever sent (fal may
 * charge for a refused request). Throws `badSetting` with the first setting at fault as its subject.
 */
export function checkOptions(options: UpscaleOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (!isValid(name, value)) {
      throw new UpscaleError("badSetting", { subject: name, detail: JSON.stringify(value) });
    }
  }
}

/** What the setting `name` takes, if it is a number with a range. */
export function settingRange(name: string): NumberRange | undefined {
  const ranges: Readonly<Record<string, NumberRange>> = { ...numberRanges, ...ownRanges };
  return Object.hasOwn(ranges, name) ? ranges[name] : undefined;
}
