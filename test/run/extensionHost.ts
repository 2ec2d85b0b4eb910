import { format, stripVTControlCharacters } from "node:util";
import type { Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { startVscodeServer } from "./vscodeServer.ts";
import type { VscodeServer, VscodeServerOptions } from "./vscodeServer.ts";

interface ExtensionTests extends Omit<VscodeServerOptions, "purpose"> {
  readonly developmentPaths: readonly string[];
  /** A module that exports `run()`, absolute. */
  readonly testsPath: string;
  readonly limitMs: number;
}

/** What VS Code's own services print through the same channel as the tests. */
const noise = new RegExp(
  `^(?:${[
    "Resolv(?:ing|ed) connection token",
    "Creating a socket",
    String.raw`\[reconnection-grace-time\]`,
    "Updating additional builtin",
    "Ignoring fetching additional builtin",
    String.raw`\[Service Worker\]`,
    String.raw`\[AgentHost`,
    String.raw`\[AccountPolicyGate\]`,
    "Timed out waiting for authentication provider 'github'",
    "Creation of workbench contribution",
    "DialogService: Dialog requested during smoke test",
    "ChatSessionStore:",
    "Canceled: Canceled",
  ].join("|")})`,
);

/**
 * Runs tests inside the Node extension host of a real VS Code server and prints what they print.
 * Resolves to their exit code; 1 with a printed explanation when they never came to an end.
 */
export async function runInExtensionHost(tests: ExtensionTests): Promise<number> {
  const server = await startVscodeServer({ ...tests, purpose: "tests" });
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      return await openAndWait(page, server, tests);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function openAndWait(
  page: Page,
  server: VscodeServer,
  tests: ExtensionTests,
): Promise<number> {
  const consoleLines = keepConsole(page);
  const outcome = await new Promise<number | string>((finish, fail) => {
    setTimeout(finish, tests.limitMs, `no result after ${tests.limitMs} ms`).unref();
    open(page, testUrl(server, tests), finish).catch(fail);
  });
  if (typeof outcome === "number") {
    return outcome;
  }
  const serverLines = server.log().split("\n").slice(-40);
  const lines = [outcome, "--- browser console", ...consoleLines, "--- server", ...serverLines];
  process.stderr.write(`${lines.join("\n")}\n`);
  return 1;
}

/**
 * VS Code calls `codeAutomationLog` and `codeAutomationExit` of the window when it was given
 * extensionTestsPath: the contract that @vscode/test-web relies on too.
 */
async function open(
  page: Page,
  url: string,
  finish: (outcome: number | string) => void,
): Promise<void> {
  page.on("crash", () => finish("the browser's renderer crashed"));
  await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => {
    printLine(args);
  });
  await page.exposeFunction("codeAutomationExit", finish);
  await page.goto(url);
}

function testUrl(server: VscodeServer, tests: ExtensionTests): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${path}`;
  return server.url([
    ...tests.developmentPaths.map((path) => ["extensionDevelopmentPath", remote(path)] as const),
    ["extensionTestsPath", remote(tests.testsPath)],
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ]);
}

function printLine(args: readonly unknown[]): void {
  const line = stripVTControlCharacters(format(...args));
  if (!noise.test(line)) {
    console.log(line);
  }
}

/** The newest lines of the page's console, for when something goes wrong. */
function keepConsole(page: Page): readonly string[] {
  const lines: string[] = [];
  page.on("console", (message) => {
    lines.push(`[${message.type()}] ${message.text()}`);
    lines.splice(0, lines.length - 40);
  });
  return lines;
}
