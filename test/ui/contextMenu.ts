import type { Locator, Page } from "playwright-core";
import { isClicked } from "./click.ts";
import { settle } from "./settle.ts";
import { isVisibleWithin } from "./visible.ts";

const attempts = 8;

/** VS Code ignores the mouse during the first 100 ms of a menu's life. */
const deafMs = 150;

/** The menu that a right-click opens. */
export class ContextMenu {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** An item of the open menu, by its exact title. */
  item(title: string): Locator {
    // The accessible name ends with the shortcut where there is one.
    return this.#page.getByRole("menuitem").filter({
      has: this.#page.getByText(title, { exact: true }),
    });
  }

  /** The titles of the open menu, from top to bottom. */
  titles(): Promise<string[]> {
    return this.#page.locator(".monaco-menu .action-label:not(.separator)").allTextContents();
  }

  /** Right-clicks `target` until the menu is open and offers `title`, and leaves it open. */
  async open(target: Locator, title: string): Promise<Locator> {
    for (let i = 0; i < attempts; i++) {
      await settle(this.#page);
      await target.click({ button: "right" });
      if (await isVisibleWithin(this.item(title), 5000)) {
        return this.item(title);
      }
      await this.close();
    }
    throw new Error(`the context menu never offered "${title}"`);
  }

  /**
   * Right-clicks `target` and clicks an item, once: a late layout change or a webview that takes the focus
   * closes the menu, but where an item got the click, VS Code does what it says.
   */
  async choose(target: Locator, title: string): Promise<void> {
    for (let i = 0; i < attempts; i++) {
      const item = await this.open(target, title);
      if (await this.#click(item, title)) {
        await item.waitFor({ state: "detached" });
        return;
      }
      await this.close();
    }
    throw new Error(`"${title}" could not be chosen from the context menu`);
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press("Escape");
  }

  async #click(item: Locator, text: string): Promise<boolean> {
    // Waited for by the page's own clock, on which VS Code begins to listen.
    await this.#page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), deafMs);
    return isClicked(item, { event: "mouseup", within: ".monaco-menu .action-item", text });
  }
}
