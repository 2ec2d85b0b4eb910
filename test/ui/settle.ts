import type { Page } from "playwright-core";

/**
 * Waits, at most a minute, until every webview has loaded, and the focus and the explorer's
 * rows have stood still for 400 ms: a webview that loads takes the focus and so closes open menus and
 * palettes, and a row that comes or goes moves the others away from under the mouse.
 */
export async function settle(page: Page): Promise<void> {
  // The body runs in the page; tsx would break functions with a name in it.
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const [tick, quietTicks, mostTicks] = [50, 8, 1200];
        let [quiet, ticks] = [0, 0];
        let focus = document.activeElement;
        let rows = "";
        const timer = setInterval(() => {
          const isLoading = document.querySelector("iframe.webview:not(.ready)") !== null;
          const shown = document.querySelector(".explorer-folders-view")?.textContent ?? "";
          const isMoving = focus !== document.activeElement || rows !== shown;
          quiet = isLoading || isMoving ? 0 : quiet + 1;
          focus = document.activeElement;
          rows = shown;
          ticks += 1;
          if (quiet >= quietTicks || ticks >= mostTicks) {
            clearInterval(timer);
            (quiet >= quietTicks ? resolve : reject)();
          }
        }, tick);
      }),
  );
}
