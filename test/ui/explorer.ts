import { readdirSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import type { ContextMenu } from "./contextMenu.ts";
import { settle } from "./settle.ts";
import { until } from "./until.ts";
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

  /** Waits until the explorer, which follows the disk within about a second, shows at its top what is in a folder. */
  async waitForFilesOf(folder: string): Promise<void> {
    const rows = this.#page.locator('.explorer-folders-view [aria-level="1"] .label-name');
    await until("the explorer shows what is on the disk", async () => {
      const shown = await rows.allTextContents();
      // Read again each time: a job that is being written has files for a moment.
      return shown.toSorted().join("/") === readdirSync(folder).toSorted().join("/");
    });
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

  /** Opens a folder. The explorer opens it too, for the active file, so that the click may close it again. */
  async #expand(folder: string): Promise<void> {
    const row = this.row(folder);
    const isOpen = row.and(this.#page.locator('[aria-expanded="true"]'));
    await row.waitFor();
    for (let i = 0; i < 5; i++) {
      if ((await row.getAttribute("aria-expanded")) === "false") {
        await row.click();
      }
      if (await isVisibleWithin(isOpen, 5000)) {
        return;
      }
    }
    throw new Error(`the explorer never opened ${folder}`);
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
