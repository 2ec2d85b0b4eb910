import type { Locator, Page } from "playwright-core";
import type { ContextMenu } from "./contextMenu.ts";
import { until } from "./until.ts";
import { isVisibleWithin } from "./visible.ts";

const title = "Upscaling Jobs";

/** Leaves enough room for a dozen rows, and for as many files above. */
const middle = 400;

/** The view that lists the jobs, in the Explorer. Rows are named by their picture, groups by their title. */
export class JobsView {
  readonly #page: Page;
  readonly #menu: ContextMenu;

  constructor(page: Page, menu: ContextMenu) {
    this.#page = page;
    this.#menu = menu;
  }

  /** The view with its title, once it is there. */
  get pane(): Locator {
    return this.#page.locator(".pane").filter({
      has: this.#page.locator(".pane-header .title").getByText(title, { exact: true }),
    });
  }

  get list(): Locator {
    return this.pane.locator(".monaco-list");
  }

  get message(): Locator {
    return this.pane.locator(".message");
  }

  /** The rows that are in view, or those with this name; a group's name is its title. */
  rows(name?: string): Locator {
    const rows = this.pane.getByRole("treeitem");
    return name === undefined
      ? rows
      : rows.filter({
          has: this.#page.locator(".label-name").getByText(name, { exact: true }),
        });
  }

  /** Waits until a row with this name has these words beside it, such as a group its count. */
  async waitFor(name: string, words: string | RegExp): Promise<void> {
    await this.#saying(this.rows(name), words).first().waitFor();
  }

  /** Waits until so many rows in view have these words beside their names. */
  async waitForRows(count: number, words: RegExp): Promise<void> {
    const rows = this.#saying(this.rows(), words);
    await until(`${count} rows say ${words}`, async () => (await rows.count()) === count);
  }

  /** Waits for a row with these words beside its name, and returns the name. */
  async nameOf(words: string | RegExp): Promise<string> {
    return this.#saying(this.rows(), words).first().locator(".label-name").innerText();
  }

  #saying(rows: Locator, words: string | RegExp): Locator {
    const text = this.#page.locator(".label-description").getByText(words, { exact: true });
    return rows.filter({ has: text });
  }

  /** Opens the view if it is closed, and draws its upper edge to the middle of the window. */
  async open(): Promise<void> {
    await this.pane.waitFor();
    await until("the view is open", () => this.#isOpen());
    const { x, y } = await this.#place();
    if (y > middle) {
      await this.#page.mouse.move(x + 100, y);
      await this.#page.mouse.down();
      await this.#page.mouse.move(x + 100, middle, { steps: 5 });
      await this.#page.mouse.up();
    }
  }

  /** Where the view begins, once it stands still. */
  async #place(): Promise<{ readonly x: number; readonly y: number }> {
    let place = { x: 0, y: 0 };
    await until("the view stands still", async () => {
      const { x, y } = (await this.pane.boundingBox()) ?? { x: 0, y: 0 };
      const isStill = x === place.x && y === place.y;
      place = { x, y };
      return isStill;
    });
    return place;
  }

  /** Opens a closed view. The extension opens it too, so the press may close it again: asked until it is open. */
  async #isOpen(): Promise<boolean> {
    const header = this.pane.locator(".pane-header");
    if ((await header.getAttribute("aria-expanded")) === "false") {
      await header.click();
    }
    return isVisibleWithin(this.pane.locator(".pane-body"), 3000);
  }

  /** Presses a button in the row, which is there while the mouse is over it. */
  async press(name: string, button: string): Promise<void> {
    const row = this.rows(name).first();
    await row.hover();
    await row.getByRole("button", { name: button, exact: true }).click();
  }

  /** The buttons of a row from left to right, by their titles. */
  async buttons(name: string): Promise<(string | null)[]> {
    const row = this.rows(name).first();
    await row.hover();
    const labels = row.locator(".actions .action-label");
    return labels.evaluateAll((all) => all.map((label) => label.getAttribute("aria-label")));
  }

  /** Presses a button of the view's title. */
  async pressTitle(button: string): Promise<void> {
    const header = this.pane.locator(".pane-header");
    await header.hover();
    await header.getByRole("button", { name: button, exact: true }).click();
  }

  /** Chooses an item of a row's menu. */
  async choose(name: string, item: string): Promise<void> {
    await this.#menu.choose(this.rows(name).first(), item);
  }

  /** What a screen reader says of a row. */
  async spoken(name: string): Promise<string> {
    return (await this.rows(name).first().getAttribute("aria-label")) ?? "";
  }
}
