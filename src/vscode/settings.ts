import * as vscode from "vscode";
import {
  imageTransfers,
  isWebhook,
  lifetimes,
  priorities,
  uploadLifetimes,
} from "../core/connection.ts";
import type { OptionSettings } from "../core/choice.ts";
import type { CloudSettings } from "../core/connection.ts";
import { UpscaleError } from "../core/errors.ts";
import { checkFinish } from "../core/finishOptions.ts";
import type { FinishOptions } from "../core/finishOptions.ts";
import { models } from "../core/model.ts";
import type { Model } from "../core/model.ts";
import { ownRanges } from "../core/options.ts";
import type { ClarityOptions, DeviceOptions, UpscaleOptions } from "../core/options.ts";
import { checkTemplate } from "../core/outputName.ts";
import { readPresets } from "../core/presets.ts";
import type { Preset } from "../core/presets.ts";

/** What the manifest declares, by type. Values may still be anything: people edit settings.json by hand. */
interface Settings
  extends
    Omit<ClarityOptions, "model">,
    FinishOptions,
    Omit<CloudSettings, "key" | "storePayloads" | "requestTimeout"> {
  readonly model: Model | "ask";
  readonly denoise: DeviceOptions["denoise"];
  readonly outputName: string;
  /** Users' own; `readPresets` looks at them. */
  readonly presets: unknown;
  readonly repeatLastOptions: boolean;
  readonly folderExclude: readonly string[];
  readonly concurrency: number;
  readonly privateMode: boolean;
  readonly explainFirstRun: boolean;
  /** Seconds. */
  readonly requestTimeout: number;
  /** Minutes. */
  readonly jobTimeout: number;
  /** Dollars; null never asks. */
  readonly confirmAboveCost: number | null;
  /** Dollars that one run, or a day, may cost without asking; null never asks. */
  readonly maxCostPerRun: number | null;
  readonly maxCostPerDay: number | null;
  /** Megapixels of one result; null never asks. */
  readonly confirmAboveMegapixels: number | null;
}

/** Reads settings as they are now. */
type Reader = <Name extends keyof Settings>(name: Name) => Settings[Name];

/** The settings of one resource. VS Code puts them together for each look: whoever wants several looks once. */
function settingsOf(scope: vscode.Uri | undefined): Reader {
  const configuration = vscode.workspace.getConfiguration("clarityUpscaler", scope ?? null);
  return <Name extends keyof Settings>(name: Name) => {
    const value = configuration.get<Settings[Name]>(name);
    if (value === undefined) {
      throw new Error(`clarityUpscaler.${name} has no default in package.json`);
    }
    return value;
  };
}

/** Reads a setting once, for one resource; callers keep the value, not the configuration. */
export const setting = <Name extends keyof Settings>(
  name: Name,
  scope?: vscode.Uri,
): Settings[Name] => settingsOf(scope)(name);

const refuse = (subject: keyof Settings): never => {
  throw new UpscaleError("badSetting", { subject });
};

/** What is asked of `model` for `source`; the core checks it. */
export function upscaleOptions(source: vscode.Uri, model: Model): UpscaleOptions {
  const read = settingsOf(source);
  return model === "clarity"
    ? clarityOptions(read)
    : { model, scale: read("scale"), denoise: read("denoise") };
}

const clarityOptions = (read: Reader): ClarityOptions => ({
  model: "clarity",
  scale: read("scale"),
  prompt: read("prompt"),
  negativePrompt: read("negativePrompt"),
  creativity: read("creativity"),
  resemblance: read("resemblance"),
  guidanceScale: read("guidanceScale"),
  inferenceSteps: read("inferenceSteps"),
  seed: read("seed"),
  safetyChecker: read("safetyChecker"),
});

/** What the settings say for `source`, whichever model is chosen; the core checks it. */
export function optionSettings(source: vscode.Uri | undefined): OptionSettings {
  const read = settingsOf(source);
  const { model: _model, scale, ...inputs } = clarityOptions(read);
  return { scale, inputs, denoise: read("denoise") };
}

/** The user's own presets, where `source` is. Throws `badSetting`. */
export const presets = (source: vscode.Uri | undefined): Preset[] =>
  readPresets(setting("presets", source));

/** What upscales; "ask" until the user has chosen. Throws `badSetting`. */
export const chosenModel = (): Model | "ask" => oneOf("model", ["ask", ...models]);

/** How results of `source` are named. Throws `badSetting`. */
export function nameTemplate(source: vscode.Uri): string {
  const template = setting("outputName", source);
  return typeof template !== "string" || checkTemplate(template) ? refuse("outputName") : template;
}

/** How results of `source` become files. Throws `badSetting`. */
export function finishOptions(source: vscode.Uri): FinishOptions {
  const read = settingsOf(source);
  const finish = {
    outputFormat: read("outputFormat"),
    jpegQuality: read("jpegQuality"),
    gps: read("gps"),
    embedProvenance: read("embedProvenance"),
  };
  checkFinish(finish);
  return finish;
}

/** The globs of what is left out when images are looked for in `folder`. Throws `badSetting`. */
export function folderExclude(folder: vscode.Uri): readonly string[] {
  const value: unknown = setting("folderExclude", folder);
  return Array.isArray(value) && value.every((glob) => typeof glob === "string")
    ? value
    : refuse("folderExclude");
}

/** A number of the extension's own. Throws `badSetting` outside its range. */
export const ownNumber = (
  name: Exclude<keyof typeof ownRanges, "startTimeout" | "jpegQuality">,
): number => withinRange(name, setting(name));

function withinRange(name: keyof typeof ownRanges, value: number): number {
  const { minimum, maximum } = ownRanges[name];
  return Number.isInteger(value) && value >= minimum && value <= maximum ? value : refuse(name);
}

/** A threshold above which the user is asked; infinite for never. Throws `badSetting`. */
export function threshold(
  name: "confirmAboveCost" | "confirmAboveMegapixels" | "maxCostPerRun" | "maxCostPerDay",
): number {
  const value = setting(name);
  if (value === null) {
    return Number.POSITIVE_INFINITY;
  }
  return typeof value === "number" && value >= 0 ? value : refuse(name);
}

const oneOf = <Name extends keyof Settings>(name: Name, values: readonly Settings[Name][]) => {
  const value = setting(name);
  return values.includes(value) ? value : refuse(name);
};

/** A switch that is not one, such as the text "false", must not be read as true. Throws `badSetting`. */
export function flag(
  name: "sendKeyToProxy" | "privateMode" | "explainFirstRun" | "repeatLastOptions",
): boolean {
  const value: unknown = setting(name);
  return typeof value === "boolean" ? value : refuse(name);
}

function text(name: "proxyUrl" | "webhookUrl"): string {
  const value: unknown = setting(name);
  return typeof value === "string" ? value : refuse(name);
}

/** The server-side proxy; empty for none. Throws `badSetting` for what is no text. */
export const proxyUrl = (): string => text("proxyUrl").trim();

function webhookUrl(): string {
  const address = text("webhookUrl").trim();
  return isWebhook(address) ? address : refuse("webhookUrl");
}

function startTimeout(): number | null {
  const seconds = setting("startTimeout");
  return seconds === null ? null : withinRange("startTimeout", seconds);
}

/** Where pictures go and how long they stay there; with `privateMode`, as little as can be. Throws `badSetting`. */
export function cloudSettings(): Omit<CloudSettings, "key"> {
  const isPrivate = flag("privateMode");
  return {
    proxyUrl: proxyUrl(),
    sendKeyToProxy: flag("sendKeyToProxy"),
    imageTransfer: isPrivate ? "dataUri" : oneOf("imageTransfer", imageTransfers),
    uploadLifetime: oneOf("uploadLifetime", uploadLifetimes),
    resultLifetime: isPrivate ? "immediate" : oneOf("resultLifetime", lifetimes),
    storePayloads: !isPrivate,
    requestTimeout: ownNumber("requestTimeout") * 1000,
    priority: oneOf("priority", priorities),
    startTimeout: startTimeout(),
    webhookUrl: webhookUrl(),
  };
}
