import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsText, windowTitle } from "../run/profile.ts";
import type { Profile, Settings } from "../run/profile.ts";
import type { Workbench } from "./workbench.ts";

let changes = 0;

/**
 * Replaces the user's settings as a person does, in the editor: the server host does not watch the
 * file. The settings carry a window title with a mark nobody sees; when the page has that title, they
 * count, in the extension host too.
 */
export async function replaceUserSettings(workbench: Workbench, settings: Settings): Promise<void> {
  const { page } = workbench;
  changes += 1;
  const mark = `${"\u200B".repeat(changes)}\u200C`;
  await workbench.runCommand("Preferences: Open User Settings (JSON)");
  await workbench.tab("settings.json").and(page.locator(".active")).waitFor();
  await page.locator(".editor-instance .monaco-editor.focused").waitFor();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(
    settingsText({ ...settings, "window.title": `${windowTitle}${mark}` }),
  );
  await page.keyboard.press("ControlOrMeta+S");
  await page.waitForFunction((end) => document.title.endsWith(end), mark);
  await workbench.runCommand("View: Close Editor");
}

/** What the user's settings.json says on disk, or undefined when it does not name the setting. */
export function userSetting({ userData }: Profile, name: string): unknown {
  const settings: Settings = JSON.parse(readFileSync(join(userData, "User/settings.json"), "utf8"));
  return settings[name];
}
