import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Theme } from "../ui/theme.ts";
import { themeNames } from "../ui/theme.ts";
import { repository, testResults } from "./paths.ts";
import type { Settings } from "./profile.ts";

/** How `npm run demo` and `npm start` are used. */
export const usage = `npm run demo -- [IMAGE…] [--fal local|URL] [--set name=value]… [--out FOLDER] [--json FILE]
                [--theme dark|light|hc]
npm start    -- [IMAGE…] [--fal local|URL] [--set name=value]…
Without --fal, images are upscaled on this device; --set model=device-fast chooses another model.`;

/** What was asked for; every path is absolute. */
export interface DemoArguments {
  /** The user's own pictures; none means the sample. */
  readonly images: readonly string[];
  /** The address of a fal server, "local" to start ours, or undefined to upscale on this device. */
  readonly fal: string | undefined;
  /** By their full names. */
  readonly settings: Settings;
  /** Undefined means the default folder, which is emptied first. */
  readonly out: string | undefined;
  readonly json: string | undefined;
  readonly theme: Theme;
}

/** Where results go when no folder is named. */
export const defaultOut = join(testResults, "demo");

/** What cannot be done as asked: the message is for the person who asked. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads the command line. Errors: `UsageError`. */
export function parseDemoArguments(args: readonly string[]): DemoArguments {
  const { values, positionals } = parse(args);
  const theme = themeNames.find((name) => name === values.theme);
  if (!theme) {
    throw new UsageError(`--theme ${values.theme}: use ${themeNames.join(", ")}`);
  }
  return {
    images: positionals.map(imageFile),
    fal: values.fal === undefined || values.fal === "local" ? values.fal : httpUrl(values.fal),
    settings: Object.fromEntries(values.set.map(setting)),
    out: values.out === undefined ? undefined : absolute(values.out),
    json: values.json === undefined ? undefined : absolute(values.json),
    theme,
  };
}

// The type is what parseArgs makes of these options.
function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        fal: { type: "string" },
        set: { type: "string", multiple: true, default: [] },
        out: { type: "string" },
        json: { type: "string" },
        theme: { type: "string", default: "dark" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function imageFile(path: string): string {
  const file = absolute(path);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new UsageError(`${path} is not a file`);
  }
  return file;
}

/** npm runs scripts in the repository, wherever it was called. */
function absolute(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? "", path);
}

function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`--fal ${text}: use local or the http(s) address of a fal server`);
  }
  return text;
}

function setting(assignment: string): [name: string, value: unknown] {
  const [, name = assignment, text = ""] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
  const known = declaredSettings();
  const type = known[name];
  if (!type || !assignment.includes("=")) {
    const names = Object.keys(known).join(", ");
    throw new UsageError(`--set ${assignment}: use name=value with one of ${names}`);
  }
  return [`clarityUpscaler.${name}`, type.includes("string") ? textValue(text) : jsonValue(text)];
}

/** A bare word is a string. */
function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** For a setting that is a text, `42` and `true` are texts too, and only a JSON string is read as JSON. */
function textValue(text: string): unknown {
  const value = jsonValue(text);
  return typeof value === "string" ? value : text;
}

/** The settings of package.json by their names without the prefix, with their JSON types. */
function declaredSettings(): Record<string, readonly string[]> {
  const { contributes } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const groups: readonly { properties: Record<string, { type: string | string[] }> }[] =
    contributes.configuration;
  const types = groups
    .flatMap(({ properties }) => Object.entries(properties))
    .map(([name, { type }]) => [name.replace(/^clarityUpscaler\./, ""), [type].flat()]);
  return Object.fromEntries(types);
}
