import type { FrameLocator, Locator, Page } from "playwright-core";
import { Explorer } from "./explorer.ts";
import { ContextMenu } from "./contextMenu.ts";
import { JobsView } from "./jobsView.ts";
import { Notices } from "./notices.ts";
import { QuickInput } from "./quickInput.ts";
import { settle } from "./settle.ts";
import { until } from "./until.ts";

/** How long VS Code may take to start, in milliseconds, on a busy machine. */
const startLimit = 120_000;

/**
 * The workbench as a person sees it. What VS Code may swallow while it is busy (a click in a menu's
 * first moments, a palette closed by a preview that took the focus) is done again, never slept for.
 */
export class Workbench {
  readonly page: Page;
  readonly explorer: Explorer;
  readonly menu: ContextMenu;
  readonly quickInput: QuickInput;
  readonly notices: Notices;
  readonly jobs: JobsView;

  constructor(page: Page) {
    this.page = page;
    this.menu = new ContextMenu(page);
    this.explorer = new Explorer(page, this.menu);
    this.quickInput = new QuickInput(page);
    this.notices = new Notices(page, this.quickInput);
    this.jobs = new JobsView(page, this.menu);
  }

  /**
   * Waits until the explorer lists `file` and the palette knows `command`: contribution points are
   * registered only after the explorer is drawn.
   */
  async ready(file: string, command: string): Promise<void> {
    await this.explorer.row(file).waitFor({ timeout: startLimit });
    await this.quickInput.openPalette(command);
    await this.quickInput.cancel();
    await settle(this.page);
  }

  /** Loads the page anew, as a window reload does, and waits as `ready`. */
  async reload(file: string, command: string): Promise<void> {
    await this.page.reload();
    await this.ready(file, command);
  }

  /** Runs a command of the palette by its full title, `Category: Title`. */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  /** Closes every notice, those in the notification centre too. */
  async clearNotices(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
    await this.notices.all.first().waitFor({ state: "detached" });
  }

  async closeAllEditors(): Promise<void> {
    await this.runCommand("View: Close All Editors");
    await this.page.locator(".tabs-container .tab").first().waitFor({ state: "detached" });
  }

  /** Closes what a test may have left: a question, notices, editors, the panel. */
  async tidy(): Promise<void> {
    if ((await this.dialog.count()) > 0 || (await this.quickInput.input.isVisible())) {
      await this.page.keyboard.press("Escape");
    }
    await this.notices.dismissAll();
    if ((await this.page.locator(".tabs-container .tab").count()) > 0) {
      await this.closeAllEditors();
    }
  }

  /** Shows the log's end, once it has this text, and returns the lines in view. */
  async showLog(end: string): Promise<string[]> {
    await this.runCommand("Clarity Upscaler: Show Log");
    await this.runCommand("View: Toggle Maximized Panel");
    // The view may stand at the beginning of what it shows.
    await this.page.locator(".output-view .view-lines").click();
    let lines: string[] = [];
    await until(`the log shows ${end}`, async () => {
      await this.page.keyboard.press("Control+End");
      lines = await this.#outputLines();
      return lines.some((line) => line.includes(end));
    });
    return lines;
  }

  /** The lines of the Output panel that are in view, from top to bottom. */
  async #outputLines(): Promise<string[]> {
    const lines = this.page.locator(".output-view .view-line");
    await lines.first().waitFor();
    const texts = await lines.evaluateAll((all) =>
      all.map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? "" })),
    );
    return texts
      .toSorted((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll("\u00A0", " ").trim());
  }

  /** The tab of an editor by its file's name. */
  tab(name: string): Locator {
    return this.page.locator(".tabs-container .tab").filter({
      has: this.page.getByText(name, { exact: true }),
    });
  }

  /** Right-clicks an editor's tab and chooses an item. */
  async chooseFromTabMenu(name: string, item: string): Promise<void> {
    await this.menu.choose(this.tab(name), item);
  }

  /** Opens a file of the explorer and waits until its tab is the active one. */
  async openFile(path: string): Promise<void> {
    await settle(this.page);
    await (await this.explorer.reveal(path)).dblclick();
    const name = path.slice(path.lastIndexOf("/") + 1);
    await this.tab(name).and(this.page.locator(".active")).waitFor();
  }

  /** The built-in image preview's picture; waits until the picture is decoded. */
  async previewedImage(): Promise<{ readonly width: number; readonly height: number }> {
    const image = this.webview().locator("img");
    await image.waitFor();
    return image.evaluate(async (img: HTMLImageElement) => {
      await img.decode();
      return { width: img.naturalWidth, height: img.naturalHeight };
    });
  }

  /** The document of the webview that is on top. */
  webview(): FrameLocator {
    const outer = this.page.frameLocator("iframe.webview.ready").last();
    return outer.frameLocator("iframe#active-frame");
  }

  /** The modal dialog; there is at most one. */
  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  /** Answers the modal dialog. */
  async answerDialog(button: string): Promise<void> {
    await this.dialog.getByRole("button", { name: button, exact: true }).click();
    await this.dialog.waitFor({ state: "detached" });
  }
}
