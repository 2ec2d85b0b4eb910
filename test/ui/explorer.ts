import type { Locator, Page } from "playwright-core";
import type { ContextMenu } from "./contextMenu.ts";
import { settle } from "./settle.ts";
import { isVisibleWithin } from "./visible.ts";

/** The tree of the workspace's files. Files are named by their path in it, `images/hero.png`. */
export class Explorer {
  readonly #page: Page;
  readonly #menu: ContextMenu;

  constructor(page: Page, menu: ContextMenu) {
    this.#page = page;
    this.#menu = menu;
  }

  get #tree(): Locator {
    return this.#page.locator(".explorer-folders-view .monaco-list");
  }

  /** The row of a file or folder by its last name; only rows in view are there. */
  row(name: string): Locator {
    return this.#page
      .locator(".explorer-folders-view")
      .getByRole("treeitem")
      .filter({ has: this.#page.getByText(name, { exact: true }) });
  }

  /** Waits until the explorer, which follows the disk within about a second, shows exactly these at its top. */
  async waitForFiles(names: readonly string[]): Promise<void> {
    await this.#page.waitForFunction((expected) => {
      const rows = document.querySelectorAll('.explorer-folders-view [aria-level="1"] .label-name');
      const shown = [...rows].map(({ textContent }) => textContent ?? "");
      return shown.length === expected.length && expected.every((name) => shown.includes(name));
    }, names);
  }

  /** Opens the folders above a file and scrolls until its row is in view. */
  async reveal(path: string): Promise<Locator> {
    const names = path.split("/");
    const row = this.row(lastName(path));
    for (const folder of names.slice(0, -1)) {
      await this.#expand(folder);
    }
    if (!(await isVisibleWithin(row, 2000))) {
      await this.#scrollTo(row, path);
    }
    return row;
  }

  /**
   * Selects files, in this order, with a click and Ctrl-clicks; returns the row of the last one. The preview
   * that the first click opens may swallow a later click, so it is done until the selection is right.
   */
  async select(...paths: readonly string[]): Promise<Locator> {
    const names = paths.map(lastName);
    for (let i = 0; i < 5; i++) {
      for (const [index, path] of paths.entries()) {
        await settle(this.#page);
        const row = await this.reveal(path);
        await row.click(index === 0 ? {} : { modifiers: ["ControlOrMeta"] });
      }
      const selected = await this.#selected();
      if (selected.length === names.length && names.every((name) => selected.includes(name))) {
        return this.row(names.at(-1) ?? "");
      }
    }
    throw new Error(`the explorer never selected ${names.join(", ")}`);
  }

  /** Right-clicks a file alone and waits until the menu offers the item; the menu stays open. */
  async openMenu(path: string, item: string): Promise<Locator> {
    return this.#menu.open(await this.#alone(path), item);
  }

  /** Right-clicks a file, or the last one of several selected ones, and chooses an item. */
  async choose(paths: string | readonly string[], item: string): Promise<void> {
    const row = typeof paths === "string" ? await this.#alone(paths) : await this.select(...paths);
    await this.#menu.choose(row, item);
  }

  /** The row of a file that is not part of a larger selection, whose files would be meant too. */
  async #alone(path: string): Promise<Locator> {
    return (await this.#selected()).length > 1 ? this.select(path) : this.reveal(path);
  }

  #selected(): Promise<string[]> {
    const rows = this.#page.locator('.explorer-folders-view [aria-selected="true"]');
    return rows.locator(".label-name").allInnerTexts();
  }

  async #expand(folder: string): Promise<void> {
    const row = this.row(folder);
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) === "false") {
      await row.click();
    }
    await row.and(this.#page.locator('[aria-expanded="true"]')).waitFor();
  }

  async #scrollTo(row: Locator, path: string): Promise<void> {
    await this.#tree.focus();
    await this.#page.keyboard.press("Home");
    for (let i = 0; i < 50; i++) {
      if (await isVisibleWithin(row, 300)) {
        return;
      }
      await this.#page.keyboard.press("PageDown");
    }
    throw new Error(`the explorer never showed ${path}`);
  }
}

const lastName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
