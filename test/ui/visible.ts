import type { Locator } from "playwright-core";

/** Whether the element becomes visible within so many milliseconds. */
export async function isVisibleWithin(locator: Locator, milliseconds: number): Promise<boolean> {
  try {
    await locator.first().waitFor({ state: "visible", timeout: milliseconds });
    return true;
  } catch {
    return false;
  }
}

/** Whether the element is gone within so many milliseconds. */
export async function isHiddenWithin(locator: Locator, milliseconds: number): Promise<boolean> {
  try {
    await locator.first().waitFor({ state: "hidden", timeout: milliseconds });
    return true;
  } catch {
    return false;
  }
}
