import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../run/browser.ts";
import { Closers } from "../run/closers.ts";
import type { HostName } from "../run/hosts.ts";
import { ensureHost } from "../run/installHost.ts";
import { createProfile } from "../run/profile.ts";
import type { Profile, Settings } from "../run/profile.ts";
import { startVscodeServer } from "../run/vscodeServer.ts";
import type { VscodeServer } from "../run/vscodeServer.ts";
import { installCopy } from "./installedExtension.ts";
import { themes } from "./theme.ts";
import type { Theme } from "./theme.ts";
import { replaceUserSettings } from "./userSettings.ts";
import { Workbench } from "./workbench.ts";

export interface WindowOptions {
  /** The folder to open, absolute. */
  readonly workspace: string;
  /** The packaged extension to install, absolute. */
  readonly vsix: string;
  /** User settings by their full names. */
  readonly settings?: Settings;
  /** What the extension host finds in its environment; it gets nothing else of ours. */
  readonly env?: Readonly<Record<string, string>>;
  readonly theme?: Theme;
  readonly host?: HostName;
  /** Whether VS Code asks whether the workspace is trusted; it is when left out. */
  readonly asksForTrust?: boolean;
  /** Whether a folder that may not be written is one for root too. */
  readonly obeysPermissions?: boolean;
}

/** A real VS Code, open on a folder, with the packaged extension installed. */
export interface VscodeWindow {
  readonly page: Page;
  readonly workbench: Workbench;
  /** Where VS Code keeps everything of this run. */
  readonly profile: Profile;
  /** Changes user settings by editing settings.json, and waits until they count. */
  changeSettings(change: Settings): Promise<void>;
  /** Changes the colour theme, and other settings with it, and waits until it is there. */
  setTheme(theme: Theme, change?: Settings): Promise<void>;
  /** Writes a PNG of the page. */
  screenshot(file: string): Promise<void>;
  /** Writes the extension's and the server's log and the page's console into a folder. */
  writeLogs(folder: string): void;
  stop(): Promise<void>;
}

/** Starts VS Code and loads its page. Errors: the host cannot be installed or run. */
export async function openWindow(options: WindowOptions): Promise<VscodeWindow> {
  const closers = new Closers();
  return closers.closeOnError(async () => {
    const host = await ensureHost(options.host ?? "current");
    const profile = createProfile(settingsOf(options, {}));
    closers.add(() => profile.remove());
    await installCopy(host, profile, options.vsix);
    const server = await startVscodeServer({ ...options, host, profile, purpose: "people" });
    closers.add(() => server.stop());
    const browser = await launchBrowser();
    closers.add(() => browser.close());
    const page = await openPage(browser, server);
    return windowOn({ options, profile, server, closers, ...page });
  });
}

const settingsOf = ({ settings, theme = "dark" }: WindowOptions, changes: Settings): Settings => ({
  "workbench.colorTheme": themes[theme].name,
  ...settings,
  ...changes,
});

interface OpenPage {
  readonly page: Page;
  readonly consoleLines: readonly string[];
}

async function openPage(browser: Browser, server: VscodeServer): Promise<OpenPage> {
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const consoleLines: string[] = [];
  page.on("console", (message) => consoleLines.push(`[${message.type()}] ${message.text()}`));
  await page.goto(server.url());
  return { page, consoleLines };
}

interface Parts extends OpenPage {
  readonly options: WindowOptions;
  readonly profile: Profile;
  readonly server: VscodeServer;
  readonly closers: Closers;
}

function windowOn({ options, profile, server, closers, page, consoleLines }: Parts): VscodeWindow {
  const workbench = new Workbench(page);
  let changed: Settings = {};
  const changeSettings = (change: Settings) => {
    changed = { ...changed, ...change };
    return replaceUserSettings(workbench, settingsOf(options, changed));
  };
  return {
    page,
    workbench,
    profile,
    changeSettings,
    setTheme: async (theme, change) => {
      await changeSettings({ ...change, "workbench.colorTheme": themes[theme].name });
      await page.locator(`.monaco-workbench.${themes[theme].className}`).waitFor();
    },
    screenshot: async (file) => {
      await untilDrawn(page);
      await page.screenshot({ path: file });
    },
    writeLogs: (folder) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "server.log"), server.log());
      writeFileSync(join(folder, "console.log"), consoleLines.join("\n"));
      copyOwnLogs(profile, folder);
    },
    stop: () => closers.close(),
  };
}

/** The extension's log of each time that its host was started, the oldest first. */
function copyOwnLogs({ userData }: Profile, folder: string): void {
  const logs = readdirSync(userData, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("Clarity Upscaler.log"),
  );
  for (const [index, log] of logs.sort().entries()) {
    copyFileSync(join(userData, log), join(folder, `extension-${index + 1}.log`));
  }
}

/** Waits, at most 15 seconds, for what fades in or out; a bar that runs without an end is left alone. */
async function untilDrawn(page: Page): Promise<void> {
  // The body runs in the page; tsx would break functions with a name in it.
  await page.evaluate(() =>
    Promise.race([
      Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
          .map(({ finished }) => finished),
      ),
      new Promise((resolve) => setTimeout(resolve, 15_000)),
    ]),
  );
}
