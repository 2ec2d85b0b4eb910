import type { Locator, Page } from "playwright-core";

/** The Source Control view: what Git says has changed. */
export class SourceControl {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The row of a changed file, a folder or a group by its name. */
  row(name: string): Locator {
    return this.#page
      .locator(".scm-view")
      .getByRole("treeitem")
      .filter({ has: this.#page.getByText(name, { exact: true }) });
  }

  /** Shows the view while `work` needs it, from when it lists this; then the Explorer comes back. */
  async while(name: string, work: () => Promise<void>): Promise<void> {
    await this.#show("Source Control");
    await this.row(name).waitFor();
    try {
      await work();
    } finally {
      await this.#show("Explorer");
    }
  }

  async #show(view: string): Promise<void> {
    await this.#page.getByRole("tab", { name: new RegExp(`^${view}`) }).click();
  }
}
