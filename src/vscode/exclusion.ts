import * as vscode from "vscode";
import { globMatcher } from "../core/glob.ts";
import { namesBelow } from "./folderPath.ts";
import { folderExclude } from "./settings.ts";

/** A file or folder somewhere below a folder that is searched. */
export interface Found {
  readonly name: string;
  /** The names that lead to it from the searched folder, its own last. */
  readonly path: readonly string[];
  readonly isFolder: boolean;
  /** The names of everything in the same folder. */
  readonly siblings: ReadonlySet<string>;
}

interface Rule {
  readonly fits: (path: string) => boolean;
  /** The name of a sibling without which the rule does not hold; `$(basename)` stands for the file's stem. */
  readonly when?: string;
}

/**
 * Says what is left out of a search in `folder`: what `files.exclude` hides in the Explorer, and what
 * `folderExclude` names. Globs are read from the workspace folder's point of view, as VS Code's Explorer does
 * (its file search takes the searched folder's). A rule that leaves out the folder itself does not count: it
 * was pointed at. Throws `badSetting`.
 */
export function exclusionIn(folder: vscode.Uri): (found: Found) => boolean {
  const base = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  const names = namesBelow(base, folder);
  const rules = [
    ...hidden(folder),
    ...folderExclude(folder).flatMap((glob) => toRule(glob)),
  ].filter(
    (rule) => !names.some((_, index) => fitsFolder(rule, names.slice(0, index + 1).join("/"))),
  );
  return (found) => {
    const path = [...names, ...found.path].join("/");
    return rules.some((rule) => holds(rule, path, found));
  };
}

const fitsFolder = ({ fits }: Rule, path: string): boolean => fits(path) || fits(`${path}/`);

function holds(rule: Rule, path: string, { name, isFolder, siblings }: Found): boolean {
  if (rule.when !== undefined) {
    const stem = name.replace(/\.[^.]*$/, "");
    return rule.fits(path) && siblings.has(rule.when.replace("$(basename)", () => stem));
  }
  return isFolder ? fitsFolder(rule, path) : rule.fits(path);
}

/** What the Explorer hides. Where VS Code cannot read a glob either, nothing is hidden. */
function hidden(folder: vscode.Uri): Rule[] {
  const value: unknown = vscode.workspace.getConfiguration("files", folder).get("exclude");
  return Object.entries(value ?? {}).flatMap(([glob, condition]: [string, unknown]) => {
    if (typeof condition === "object" && condition && "when" in condition) {
      return typeof condition.when === "string" ? toRule(glob, condition.when) : [];
    }
    return condition === true ? toRule(glob) : [];
  });
}

function toRule(glob: string, when?: string): Rule[] {
  const fits = globMatcher(glob);
  return fits ? [{ fits, ...(when !== undefined && { when }) }] : [];
}
