import * as vscode from "vscode";
import { imageTransfers, lifetimes } from "../core/connection.ts";
import type { CloudSettings } from "../core/connection.ts";
import { UpscaleError } from "../core/errors.ts";
import type { UpscaleOptions } from "../core/options.ts";
import { checkTemplate } from "../core/outputName.ts";

/** What the manifest declares, by type. Values may still be anything: people edit settings.json by hand. */
interface Settings extends UpscaleOptions, Omit<CloudSettings, "key"> {
  readonly outputName: string;
  readonly concurrency: number;
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

/** How many jobs may be submitted at a time; fal's largest allowance is 40. Throws `badSetting`. */
export function concurrency(): number {
  const value = setting("concurrency");
  return Number.isInteger(value) && value >= 1 && value <= 40 ? value : refuse("concurrency");
}

const oneOf = <Name extends keyof Settings>(name: Name, values: readonly Settings[Name][]) => {
  const value = setting(name);
  return values.includes(value) ? value : refuse(name);
};

/** Where pictures go and how long they stay there. Throws `badSetting`. */
export function cloudSettings(): Omit<CloudSettings, "key"> {
  return {
    proxyUrl: setting("proxyUrl").trim(),
    sendKeyToProxy: setting("sendKeyToProxy"),
    imageTransfer: oneOf("imageTransfer", imageTransfers),
    uploadLifetime: oneOf("uploadLifetime", lifetimes),
    resultLifetime: oneOf("resultLifetime", lifetimes),
  };
}
