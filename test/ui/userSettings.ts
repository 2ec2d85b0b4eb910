import { settingsText, windowTitle } from "../run/profile.ts";
import type { Settings } from "../run/profile.ts";
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
