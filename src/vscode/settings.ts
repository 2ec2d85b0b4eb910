import * as vscode from "vscode";
import { imageTransfers, lifetimes, uploadLifetimes } from "../core/connection.ts";
import type { CloudSettings } from "../core/connection.ts";
import { UpscaleError } from "../core/errors.ts";
import { ownRanges } from "../core/options.ts";
import type { UpscaleOptions } from "../core/options.ts";
import { checkTemplate } from "../core/outputName.ts";

/** What the manifest declares, by type. Values may still be anything: people edit settings.json by hand. */
interface Settings
  extends UpscaleOptions, Omit<CloudSettings, "key" | "storePayloads" | "requestTimeout"> {
  readonly outputName: string;
  readonly concurrency: number;
  readonly privateMode: boolean;
  readonly explainFirstRun: boolean;
  /** Seconds. */
  readonly requestTimeout: number;
  /** Minutes. */
  readonly jobTimeout: number;
  /** Dollars; null never asks. */
  readonly confirmAboveCost: number | null;
  /** Megapixels of one result; null never asks. */
  readonly confirmAboveMegapixels: number | null;
}

/** Reads a setting once, for one resource; callers keep the value, not the configuration. */
export function setting<Name extends keyof Settings>(
  name: Name,
  scope?: vscode.Uri,
): Settings[Name] {
  const value = vscode.workspace
    .getConfiguration("clarityUpscaler", scope ?? null)
    .get<Settings[Name]>(name);
  if (value === undefined) {
    throw new Error(`clarityUpscaler.${name} has no default in package.json`);
  }
  return value;
}

const refuse = (subject: keyof Settings): never => {
  throw new UpscaleError("badSetting", { subject });
};

/** The model's inputs for `source`; the core checks them. */
export const upscaleOptions = (source: vscode.Uri): UpscaleOptions => ({
  scale: setting("scale", source),
  prompt: setting("prompt", source),
  negativePrompt: setting("negativePrompt", source),
  creativity: setting("creativity", source),
  resemblance: setting("resemblance", source),
  guidanceScale: setting("guidanceScale", source),
  inferenceSteps: setting("inferenceSteps", source),
  seed: setting("seed", source),
  safetyChecker: setting("safetyChecker", source),
});

/** How results of `source` are named. Throws `badSetting`. */
export function nameTemplate(source: vscode.Uri): string {
  const template = setting("outputName", source);
  return typeof template !== "string" || checkTemplate(template) ? refuse("outputName") : template;
}

/** A number of the extension's own. Throws `badSetting` outside its range. */
export function ownNumber(name: keyof typeof ownRanges): number {
  const value = setting(name);
  const { minimum, maximum } = ownRanges[name];
  return Number.isInteger(value) && value >= minimum && value <= maximum ? value : refuse(name);
}

/** A threshold above which the user is asked; infinite for never. Throws `badSetting`. */
export function threshold(name: "confirmAboveCost" | "confirmAboveMegapixels"): number {
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
export function flag(name: "sendKeyToProxy" | "privateMode" | "explainFirstRun"): boolean {
  const value: unknown = setting(name);
  return typeof value === "boolean" ? value : refuse(name);
}

function text(name: "proxyUrl"): string {
  const value: unknown = setting(name);
  return typeof value === "string" ? value : refuse(name);
}

/** Where pictures go and how long they stay there; with `privateMode`, as little as can be. Throws `badSetting`. */
export function cloudSettings(): Omit<CloudSettings, "key"> {
  const isPrivate = flag("privateMode");
  return {
    proxyUrl: text("proxyUrl").trim(),
    sendKeyToProxy: flag("sendKeyToProxy"),
    imageTransfer: isPrivate ? "dataUri" : oneOf("imageTransfer", imageTransfers),
    uploadLifetime: oneOf("uploadLifetime", uploadLifetimes),
    resultLifetime: isPrivate ? "immediate" : oneOf("resultLifetime", lifetimes),
    storePayloads: !isPrivate,
    requestTimeout: ownNumber("requestTimeout") * 1000,
  };
}
