import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTemporaryFolder } from "./temporaryFolder.ts";

/** Values of settings.json by their full names. */
export type Settings = Readonly<Record<string, unknown>>;

/** What a VS Code has for itself in one run: its settings, extensions and home. Absolute paths. */
export interface Profile {
  readonly folder: string;
  readonly userData: string;
  readonly extensions: string;
  readonly home: string;
  /** For temporary files and sockets; short, because the paths of sockets may not be long. */
  readonly temporary: string;
}

/** What the window is called, in VS Code's variables. */
// oxlint-disable-next-line no-template-curly-in-string
export const windowTitle = "${activeEditorShort}${separator}${rootName}";

/** A workbench that shows the files and nothing else: no welcome, no chat, no animations. */
const quietSettings: Settings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.editor.useModal": "off",
  "workbench.tree.enableStickyScroll": false,
  "explorer.compactFolders": false,
  "workbench.reduceMotion": "on",
  // A hover would lie over the next row that is clicked.
  "workbench.hover.delay": 60_000,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "window.autoDetectColorScheme": false,
  "window.confirmBeforeClose": "never",
  "window.title": windowTitle,
  // Tests type whole files: nothing may be added to them.
  "editor.autoClosingBrackets": "never",
  "editor.autoSurround": "never",
  "editor.autoIndent": "none",
  "window.commandCenter": false,
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "git.enabled": false,
  "typescript.disableAutomaticTypeAcquisition": true,
  "remote.autoForwardPorts": false,
  // Nobody sits there to answer; tests of these questions ask for them.
  "clarityUpscaler.model": "clarity",
  "clarityUpscaler.explainFirstRun": false,
  "clarityUpscaler.confirmAboveCost": null,
  "clarityUpscaler.confirmAboveMegapixels": null,
};

/** Makes a fresh profile in a temporary folder; the caller removes it. */
export function createProfile(settings: Settings): Profile & { remove(): void } {
  const temporary = makeTemporaryFolder();
  const profile = profileIn(temporary.path);
  for (const folder of [profile.extensions, profile.home, profile.temporary]) {
    mkdirSync(folder);
  }
  mkdirSync(join(profile.userData, "User"), { recursive: true });
  writeFileSync(join(profile.userData, "User/settings.json"), settingsText(settings));
  return { ...profile, remove: () => temporary.remove() };
}

/** The profile that `createProfile` made in this folder. */
export function profileIn(folder: string): Profile {
  return {
    folder,
    userData: join(folder, "user-data"),
    extensions: join(folder, "extensions"),
    home: join(folder, "home"),
    temporary: join(folder, "t"),
  };
}

/** What settings.json holds: what is given, over settings that keep the workbench quiet. */
export function settingsText(settings: Settings): string {
  return JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
}
