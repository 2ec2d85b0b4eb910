import type { Locator, Page } from "playwright-core";

/** What counts as a click: the event that VS Code waits for, and the element that has to get it. */
interface Clicked {
  readonly event: "click" | "mouseup";
  /** A selector of the element or of one around it. */
  readonly within: string;
  /** A text of the element. */
  readonly text: string;
}

/** How long Playwright may look for the element to be there and to stand still. */
const limit = 5000;

/**
 * Clicks an element, and tells whether the page got the click. Playwright may give up after that, because
 * the element is gone or the page stands still; who then clicks again has what was clicked done twice.
 */
export async function isClicked(target: Locator, { text, ...watched }: Clicked): Promise<boolean> {
  const page = target.page();
  await watch(page, watched);
  await target.click({ timeout: limit }).catch(() => {});
  return (await heard(page)).includes(text);
}

/** Has the page write down the text of the element that gets the next click. */
async function watch(page: Page, watched: Pick<Clicked, "event" | "within">): Promise<void> {
  // The body runs in the page; tsx would break functions with a name in it.
  await page.evaluate(({ event, within }) => {
    const { dataset } = document.documentElement;
    dataset["clicked"] = "";
    document.addEventListener(
      event,
      (click) => {
        const elements = click.composedPath().filter((each) => each instanceof Element);
        dataset["clicked"] = elements.find((each) => each.matches(within))?.textContent ?? "";
      },
      { capture: true, once: true },
    );
  }, watched);
}

const heard = (page: Page): Promise<string> =>
  page.evaluate(() => document.documentElement.dataset["clicked"] ?? "");
