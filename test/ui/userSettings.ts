import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { settingsText, windowTitle } from "../run/profile.ts";
import type { Profile, Settings } from "../run/profile.ts";
import { settle } from "./settle.ts";
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
  const text = settingsText({ ...settings, "window.title": `${windowTitle}${mark}` });
  for (let i = 0; i < 3; i++) {
    await write(page, text);
    if (await hasTitleWith(page, mark)) {
      await workbench.runCommand("View: Close Editor");
      return;
    }
    // A webview that finished loading took the focus, and so what was typed.
    await page.locator(".editor-instance .view-lines").click();
  }
  throw new Error("the user's settings could not be changed");
}

/** Replaces what the editor with the focus has, and saves it. */
async function write(page: Page, text: string): Promise<void> {
  await settle(page);
  await page.locator(".editor-instance .monaco-editor.focused").waitFor();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
  await page.keyboard.press("ControlOrMeta+S");
}

function hasTitleWith(page: Page, mark: string): Promise<boolean> {
  const isThere = page.waitForFunction((end) => document.title.endsWith(end), mark, {
    timeout: 10_000,
  });
  return isThere.then(
    () => true,
    () => false,
  );
}

/** What the user's settings.json says on disk, or undefined when it does not name the setting. */
export function userSetting({ userData }: Profile, name: string): unknown {
  const settings: Settings = JSON.parse(readFileSync(join(userData, "User/settings.json"), "utf8"));
  return settings[name];
}
