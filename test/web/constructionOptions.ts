import type { Page } from "playwright-core";
import { settingsText } from "../run/profile.ts";
import type { Settings } from "../run/profile.ts";
import { webBuild } from "./installWebHost.ts";

const attribute = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;

/** What the server does not tell VS Code at its start by itself. */
export interface ConstructionOptions {
  readonly settings?: Settings | undefined;
  /**
   * Whether extensions run in an origin of their own, as on vscode.dev, where a browser may refuse them its
   * storage; it is when left out. Otherwise they run in the workbench's, as self-hosted builds can have it.
   */
  readonly isIsolated?: boolean | undefined;
}

/** Adds the options to the page that VS Code is started from. */
export async function addConstructionOptions(
  page: Page,
  origin: string,
  { settings = {}, isIsolated = true }: ConstructionOptions,
): Promise<void> {
  await page.route(
    ({ href }) => href === `${origin}/`,
    async (route) => {
      // Not by the browser, whose proxy refuses everything.
      const html = await (await fetch(origin)).text();
      const body = html.replace(attribute, (_, start: string, text: string) => {
        const options = JSON.parse(text.replaceAll("&quot;", '"'));
        // Only a build with a name gets the origin.
        Object.assign(options.productConfiguration, isIsolated && webBuild);
        options.configurationDefaults = JSON.parse(settingsText(settings));
        return `${start}${JSON.stringify(options).replaceAll('"', "&quot;")}"`;
      });
      await route.fulfill({ contentType: "text/html", body });
    },
  );
}
