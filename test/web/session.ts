import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../run/browser.ts";
import { Closers } from "../run/closers.ts";
import { testResults } from "../run/paths.ts";
import { copyWorkspace } from "../run/workspaceCopy.ts";
import { Workbench } from "../ui/workbench.ts";
import { addConstructionOptions } from "./constructionOptions.ts";
import type { ConstructionOptions } from "./constructionOptions.ts";
import { ExtensionHost } from "./extensionHost.ts";
import { startOutside } from "./outside.ts";
import type { Outside } from "./outside.ts";
import { unpackExtension } from "./unpackedExtension.ts";
import { startWebServer } from "./webServer.ts";
import type { WebServer } from "./webServer.ts";

export interface SessionOptions extends ConstructionOptions {
  /** Names the folder of what a failure leaves. */
  readonly name: string;
  /** Files of the workspace by their names. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Hosts with ports that the browser may reach beside VS Code's server. */
  readonly reachable?: readonly string[];
}

/** VS Code in a browser with nothing behind it but a server of files. */
export interface Session {
  readonly page: Page;
  readonly workbench: Workbench;
  readonly host: ExtensionHost;
  readonly outside: Outside;
  /** Loads the page anew and waits until extensions run again. */
  reload(): Promise<void>;
  /** Leaves a screenshot and the logs in test-results/web. */
  keepEvidence(test: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything and waits until extensions run. The caller stops it. */
export async function startSession(options: SessionOptions): Promise<Session> {
  const closers = new Closers();
  return closers.closeOnError(async () => {
    const extension = unpackExtension();
    closers.add(() => extension.remove());
    const workspace = copyWorkspace();
    closers.add(() => workspace.remove());
    for (const [name, bytes] of Object.entries(options.files)) {
      writeFileSync(join(workspace.folder, name), bytes);
    }
    const server = await startWebServer({
      extension: extension.path,
      workspace: workspace.folder,
    });
    closers.add(() => server.stop());
    const outside = await startOutside();
    closers.add(() => outside.close());
    const browser = await launchBrowser();
    closers.add(() => browser.close());
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      proxy: { server: outside.url, bypass: bypass(server, options.reachable) },
    });
    // The workbench's page is answered by the test, which counts as none of this machine's to Chromium.
    await context.grantPermissions(["local-network-access"]);
    return open(context, { server, outside, closers, options });
  });
}

/** Chromium takes the last rule that fits, and without the first one this whole machine is reachable. */
const bypass = ({ port }: WebServer, reachable: readonly string[] = []): string =>
  ["<-loopback>", `localhost:${port}`, `*.localhost:${port}`, ...reachable].join(",");

interface Parts {
  readonly server: WebServer;
  readonly outside: Outside;
  readonly closers: Closers;
  readonly options: SessionOptions;
}

async function open(context: BrowserContext, parts: Parts): Promise<Session> {
  const { server, outside, closers, options } = parts;
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const keepEvidence = evidence(page, server, options.name);
  await addConstructionOptions(page, server.origin, options);
  const host = new ExtensionHost(page);
  const ready = () =>
    host.ready().catch(async (error: unknown) => {
      await keepEvidence("start");
      throw error;
    });
  await page.goto(server.origin);
  await ready();
  return {
    page,
    workbench: new Workbench(page),
    host,
    outside,
    reload: async () => {
      await page.reload();
      await ready();
    },
    keepEvidence,
    stop: () => closers.close(),
  };
}

function evidence(page: Page, server: WebServer, session: string): Session["keepEvidence"] {
  const lines: string[] = [];
  page.on("console", (message) => lines.push(`[${message.type()}] ${message.text()}`));
  return async (test) => {
    const folder = join(testResults, "web", session);
    mkdirSync(folder, { recursive: true });
    const name = test.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
    writeFileSync(join(folder, `${name}.log`), [...lines, server.log()].join("\n"));
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
}
