import type { Locator, Page } from "playwright-core";

const message = ".notification-list-item-message";

/** The notifications in the corner, progress ones included. VS Code shows at most three at a time. */
export class Notices {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get all(): Locator {
    return this.#page.locator(".notifications-toasts .notification-list-item");
  }

  /** Those that say that work goes on, and can be cancelled. */
  get progress(): Locator {
    return this.all.filter({ has: this.#cancel });
  }

  /** Those that tell or ask something. */
  get told(): Locator {
    return this.all.filter({ hasNot: this.#cancel });
  }

  /** The notice whose words contain this text or match this pattern. */
  notice(text: string | RegExp): Locator {
    return this.all.filter({
      has: this.#page.locator(message).filter({ hasText: text }),
    });
  }

  /** Waits for a notice and returns its words. */
  async wait(text: string | RegExp, limit = 30_000): Promise<string> {
    const notice = this.notice(text).first();
    await notice.waitFor({ timeout: limit });
    return oneLine(await notice.locator(message).innerText());
  }

  /** The words of these notices as they are now, the newest first. */
  async words(which = this.all): Promise<string[]> {
    const texts = await which.locator(message).allInnerTexts();
    return texts.map(oneLine);
  }

  /** The titles of a notice's buttons, from left to right; Cancel of work that ends is none of them. */
  buttons(text: string | RegExp): Promise<string[]> {
    return this.notice(text)
      .and(this.told)
      .locator(".notification-list-item-buttons-container .monaco-button")
      .allTextContents();
  }

  /** Presses a button of a notice. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.notice(text).getByRole("button", { name: button, exact: true }).click();
  }

  /** Presses Cancel of the work that is going on. */
  async cancelWork(): Promise<void> {
    await this.progress.first().getByRole("button", { name: "Cancel", exact: true }).click();
  }

  /** Waits until the bar of the work stands at so many percent. */
  async waitForBar(percent: number): Promise<void> {
    await this.#bar.and(this.#page.locator(`[aria-valuenow="${percent}"]`)).waitFor();
  }

  /** The percent at which the bar of the work stands; waits until it has moved. */
  async barPercent(): Promise<number> {
    return Number(await this.#bar.getAttribute("aria-valuenow"));
  }

  /** Closes every notice in the corner that is not work. */
  async dismissAll(): Promise<void> {
    const clear = this.all.locator(".codicon-notifications-clear");
    while ((await clear.count()) > 0) {
      // It is only there for the eye while the mouse is over the notice.
      await clear.first().dispatchEvent("click");
    }
  }

  /** Only there once the bar has moved: until then it runs without an end. */
  get #bar(): Locator {
    return this.#page.locator('.notifications-toasts [role="progressbar"].active.discrete');
  }

  get #cancel(): Locator {
    return this.#page.getByRole("button", { name: "Cancel", exact: true });
  }

  /** Waits until no such notice is left. */
  async waitUntilGone(text: string | RegExp, limit = 30_000): Promise<void> {
    await this.notice(text).first().waitFor({ state: "detached", timeout: limit });
  }
}

/** A notice shows line breaks as blanks. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
