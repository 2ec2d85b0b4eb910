import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { chromiumPath } from "./debianPackages.ts";

/** Starts the machine's own Chromium without a window. Errors: there is none. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) {
    throw new Error("No Chromium was found: install one, or name it in CHROMIUM");
  }
  return chromium.launch({
    executablePath,
    // Chromium's sandbox does not start for root, nor in most containers; only VS Code is opened in it.
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
