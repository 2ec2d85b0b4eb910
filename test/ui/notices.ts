import type { Locator, Page } from "playwright-core";
import { isClicked } from "./click.ts";
import type { QuickInput } from "./quickInput.ts";

const message = ".notification-list-item-message";

/**
 * The notifications in the corner, progress ones included. VS Code shows at most three at a time, and takes
 * away what only tells something after ten seconds: from then on it is in the notification centre.
 */
export class Notices {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
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
    return this.all.filter(this.#saying(text));
  }

  #saying(text: string | RegExp): { readonly has: Locator } {
    return { has: this.#page.locator(message).filter({ hasText: text }) };
  }

  /** Waits for a notice and returns its words. */
  async wait(text: string | RegExp, limit = 60_000): Promise<string> {
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
  async buttons(text: string | RegExp): Promise<string[]> {
    const told = this.notice(text).and(this.told);
    return (await told.count()) > 0 ? titlesOf(told) : this.#inCentre(text, titlesOf);
  }

  /** Presses a button of a notice. */
  async press(text: string | RegExp, button: string): Promise<void> {
    const isDone =
      (await isPressed(this.notice(text), button)) ||
      (await this.#inCentre(text, (notice) => isPressed(notice, button)));
    if (!isDone) {
      throw new Error(`"${button}" of the notice "${text}" could not be pressed`);
    }
  }

  /**
   * Opens the notification centre, where a notice is that has gone from the corner, and closes it after the
   * work: while it is open, what is new is shown in it and not in the corner.
   */
  async #inCentre<T>(text: string | RegExp, work: (notice: Locator) => Promise<T>): Promise<T> {
    const centre = this.#page.locator(".notifications-center.visible");
    const notice = centre.locator(".notification-list-item").filter(this.#saying(text));
    await this.#quickInput.runCommand("Notifications: Show Notifications");
    try {
      await notice.first().waitFor({ timeout: 30_000 });
      return await work(notice);
    } finally {
      // It closes itself with its last notice, and a dialog may lie over it.
      const hide = centre.locator(".codicon-notifications-hide");
      await hide.dispatchEvent("click", undefined, { timeout: 2000 }).catch(() => {});
      await centre.waitFor({ state: "detached" });
    }
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
      const click = clear.first().dispatchEvent("click", undefined, { timeout: 1000 });
      // It may have gone by itself.
      await click.catch(() => {});
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
  async waitUntilGone(text: string | RegExp, limit = 60_000): Promise<void> {
    await this.notice(text).first().waitFor({ state: "detached", timeout: limit });
  }
}

/** A notice shows line breaks as blanks. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

const titlesOf = (notices: Locator): Promise<string[]> =>
  notices.locator(".notification-list-item-buttons-container .monaco-button").allTextContents();

function isPressed(notice: Locator, button: string): Promise<boolean> {
  const target = notice.getByRole("button", { name: button, exact: true });
  return isClicked(target, { event: "click", within: ".monaco-button", text: button });
}
