import type { Locator, Page } from "playwright-core";
import { isClicked } from "./click.ts";
import { settle } from "./settle.ts";
import { isHiddenWithin, isVisibleWithin } from "./visible.ts";

/** The box at the top: palette, input boxes, lists to pick from, and VS Code's own file dialog. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get widget(): Locator {
    return this.#page.locator(".quick-input-widget");
  }

  get input(): Locator {
    return this.widget.locator(".quick-input-box input");
  }

  get title(): Locator {
    return this.widget.locator(".quick-input-title");
  }

  /** The line under an input box: its prompt, or what is wrong with the text. */
  get message(): Locator {
    return this.widget.locator(".quick-input-message");
  }

  button(name: string | RegExp): Locator {
    return this.widget.getByRole("button", { name });
  }

  row(text: string): Locator {
    return this.widget.locator(".monaco-list-row").filter({
      has: this.#page.getByText(text, { exact: true }),
    });
  }

  /** The titles of the rows that are listed. */
  rows(): Promise<string[]> {
    return this.widget.locator(".monaco-list-row .label-name").allInnerTexts();
  }

  /** Waits for an input box with this title. */
  async waitForTitle(title: string): Promise<void> {
    await this.title.getByText(title, { exact: true }).waitFor();
    await this.input.waitFor();
  }

  /** Types a text and presses Enter. */
  async enter(text: string): Promise<void> {
    await this.input.fill(text);
    await this.#page.keyboard.press("Enter");
  }

  /** Closes it without an answer. */
  async cancel(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    await this.input.waitFor({ state: "hidden" });
  }

  /** Picks a file in VS Code's own open dialog by its absolute path. */
  async chooseFile(path: string): Promise<void> {
    await this.#waitForDialog();
    await this.input.fill(path);
    await this.widget.locator(".quick-input-action .monaco-button").first().click();
  }

  /** Picks a folder by its absolute path. The first press of the button may only open it in the dialog. */
  async chooseFolder(path: string): Promise<void> {
    const button = this.widget.locator(".quick-input-action .monaco-button").first();
    await this.#waitForDialog();
    // What comes next may be another box, so it is this one's title that goes.
    const title = this.title.getByText(await this.title.innerText(), { exact: true });
    await this.input.fill(`${path}/`);
    for (const patience of growing(20)) {
      await button.click({ timeout: patience }).catch(() => {});
      if (await isHiddenWithin(title, patience)) {
        return;
      }
    }
    throw new Error(`the folder ${path} could not be chosen`);
  }

  /** Opens the palette with this title typed in and waits until the command is listed. */
  async openPalette(title: string): Promise<Locator> {
    for (const patience of growing(15)) {
      if (await this.#tryPalette(title, patience)) {
        return this.row(title).first();
      }
      await this.#takeFocus();
    }
    throw new Error(`the command palette never listed "${title}"`);
  }

  /** Runs a command by clicking it in the palette, once and never by a blind Enter. */
  async runCommand(title: string): Promise<void> {
    for (let i = 0; i < 5; i++) {
      const row = await this.openPalette(title);
      if (await isClicked(row, { event: "click", within: ".monaco-list-row", text: title })) {
        return;
      }
      // The palette was closed by something that took the focus: open it again.
    }
    throw new Error(`"${title}" could not be chosen from the command palette`);
  }

  /** A file dialog writes a path of its own into the box before it takes another one. */
  async #waitForDialog(): Promise<void> {
    await this.input.waitFor();
    await settle(this.#page);
  }

  async #tryPalette(title: string, patience: number): Promise<boolean> {
    try {
      if (!(await this.input.isVisible())) {
        await this.#page.keyboard.press("F1");
      }
      await this.input.waitFor({ timeout: patience });
      // Twice, because the list is only filtered anew when the text changes.
      await this.input.fill(">", { timeout: patience });
      await this.input.fill(`>${title}`, { timeout: patience });
    } catch {
      return false;
    }
    return isVisibleWithin(this.row(title), patience);
  }

  /** A webview has the focus, and so it got the F1. */
  async #takeFocus(): Promise<void> {
    if (!(await this.input.isVisible())) {
      const bar = this.#page.locator(".part.titlebar, .part.statusbar").first();
      await bar.click({ position: { x: 220, y: 4 }, timeout: 1000 }).catch(() => {});
    }
  }
}

/** So many limits in milliseconds, each longer than the last: what is slow would be undone by the next try. */
function* growing(tries: number): Generator<number> {
  for (let i = 0; i < tries; i++) {
    yield Math.min(32_000, 1000 * 1.5 ** i);
  }
}
