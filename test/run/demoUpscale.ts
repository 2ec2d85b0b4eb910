import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { VscodeWindow } from "../ui/vscodeWindow.ts";

/** How a picture ended, in what a person could see. */
export interface DemoEnding {
  /** The new file, absolute; undefined when there is none. */
  readonly file: string | undefined;
  /** The words of the last notice. */
  readonly notice: string;
  /** From the click to the last notice. */
  readonly seconds: number;
}

interface DemoRun {
  readonly window: VscodeWindow;
  /** The workspace, absolute. */
  readonly folder: string;
  /** The picture's path in it. */
  readonly path: string;
  /** Where the screenshots go, without the end of their names. */
  readonly shots: string;
}

const item = "Upscale Image";
const limitMs = 15 * 60_000;

/**
 * Upscales a picture as a person does: right-click, Upscale Image, wait for the last notice; then
 * opens the output. Leaves no notice and no editor behind. Errors: no notice for a quarter of an hour.
 */
export async function upscaleByRightClick(run: DemoRun): Promise<DemoEnding> {
  const { explorer } = run.window.workbench;
  if (!(await isOffered(run))) {
    return { file: undefined, notice: `The menu of this file has no ${item}`, seconds: 0 };
  }
  const folder = dirname(join(run.folder, run.path));
  const before = new Set(visibleFiles(folder));
  const started = Date.now();
  await explorer.choose(run.path, item);
  const notice = await lastNotice(run);
  const seconds = (Date.now() - started) / 1000;
  const output = visibleFiles(folder).find((name) => !before.has(name));
  await showEnding(run, output);
  return { file: output === undefined ? undefined : join(folder, output), notice, seconds };
}

async function isOffered({ window, path, shots }: DemoRun): Promise<boolean> {
  const { explorer, menu } = window.workbench;
  // Every file has Rename..., so then the menu is known to be open.
  await explorer.openMenu(path, "Rename...");
  await window.screenshot(`${shots}-1-menu.png`);
  const isThere = (await menu.item(item).count()) > 0;
  await menu.close();
  return isThere;
}

async function lastNotice({ window, shots }: DemoRun): Promise<string> {
  const { notices } = window.workbench;
  const end = Date.now() + limitMs;
  let best = 0;
  while (Date.now() < end) {
    const [told] = [...(await notices.words(notices.told)), ...(await questions(window))];
    if (told !== undefined) {
      return told;
    }
    const [progress] = await notices.words(notices.progress);
    const worth = progress === undefined ? 0 : progress.includes("%") ? 2 : 1;
    if (worth > best) {
      await window.screenshot(`${shots}-2-progress.png`);
      best = worth;
    }
    await delay(50);
  }
  throw new Error("VS Code told no end of it for a quarter of an hour");
}

/** What the extension asks for instead of working, such as a key: nobody is here to answer. */
async function questions({ workbench }: VscodeWindow): Promise<string[]> {
  const { quickInput, dialog } = workbench;
  if (await quickInput.input.isVisible()) {
    const title = await quickInput.title.innerText();
    await quickInput.cancel();
    return [title];
  }
  if (await dialog.isVisible()) {
    const text = await dialog.innerText();
    await workbench.page.keyboard.press("Escape");
    return [text];
  }
  return [];
}

async function showEnding(run: DemoRun, output: string | undefined): Promise<void> {
  const { window, path, shots } = run;
  const { workbench } = window;
  const outputPath = `${path.slice(0, path.lastIndexOf("/") + 1)}${output}`;
  if (output !== undefined) {
    await workbench.explorer.reveal(outputPath);
  }
  await window.screenshot(`${shots}-3-result.png`);
  await workbench.clearNotices();
  if (output !== undefined) {
    await workbench.openFile(outputPath);
    // A picture that is too much for the preview has come to its end all the same.
    await workbench.previewedImage().catch(() => {});
    await window.screenshot(`${shots}-4-opened.png`);
    await workbench.closeAllEditors();
  }
}

/** What a person sees, and not the temporary files: those start with a dot and are no pictures. */
function visibleFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => !/^\..*(?<!\.(?:png|jpe?g|webp))$/i.test(name));
}
