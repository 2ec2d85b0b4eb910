import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startFalServer } from "../fal-server/falServer.ts";
import { Closers } from "../run/closers.ts";
import { packagedExtension, sampleWorkspace, testResults } from "../run/paths.ts";
import { copyWorkspace } from "../run/workspaceCopy.ts";
import { openWindow } from "./vscodeWindow.ts";
import type { VscodeWindow, WindowOptions } from "./vscodeWindow.ts";

type FalServer = Awaited<ReturnType<typeof startFalServer>>;
type FalServerOptions = NonNullable<Parameters<typeof startFalServer>[0]>;

export interface SessionOptions extends Partial<Omit<WindowOptions, "workspace">> {
  /** Names the folder of the screenshots. */
  readonly name: string;
  /** Files of the workspace by their path in it; a copy of test/fixtures/workspace when left out. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly fal?: FalServerOptions;
  /** Whether `clarityUpscaler.proxyUrl` leads to the fal server; true when left out. */
  readonly proxy?: boolean;
}

/** A VS Code with a workspace and a fal server of its own. */
export interface Session extends VscodeWindow {
  /** The workspace, absolute. */
  readonly folder: string;
  readonly fal: FalServer;
  /** Writes test-results/ui/<session>/<number>-<name>.png. */
  shot(name: string): Promise<void>;
  /** Leaves a screenshot, the logs and the fal server's journal for whoever looks at a failure. */
  keepEvidence(test: string): Promise<void>;
  /** Loads the page anew and waits until the extension's commands are known again. */
  reload(): Promise<void>;
}

const anyCommand = "Clarity Upscaler: Upscale Image";

/** Starts everything and waits until the extension's commands are known. The caller stops it. */
export async function startSession(options: SessionOptions): Promise<Session> {
  const closers = new Closers();
  return closers.closeOnError(async () => {
    const fal = await startFalServer(atPeoplesPace(options.fal));
    closers.add(() => fal.close());
    const copy = workspaceWith(options.files);
    closers.add(() => copy.remove());
    const { folder } = copy;
    const window = await openWindow({
      vsix: packagedExtension,
      ...options,
      workspace: folder,
      settings: {
        ...(options.proxy !== false && { "clarityUpscaler.proxyUrl": fal.url }),
        ...options.settings,
      },
    });
    closers.add(() => window.stop());
    const [someFile = ""] = readdirSync(folder);
    await window.workbench.ready(someFile, anyCommand);
    return {
      ...window,
      folder,
      fal,
      ...evidence(options.name, window, fal),
      reload: () => window.workbench.reload(someFile, anyCommand),
      stop: () => closers.close(),
    };
  });
}

/**
 * A server as far away as a real one. VS Code draws three new notices in 0.8 seconds and sends more straight
 * to the notification centre: without any way to go, the notices of two commands come faster than that.
 */
const atPeoplesPace = (options: FalServerOptions = {}): FalServerOptions => ({
  ...options,
  settings: { network: { latencyMs: 150 }, ...options.settings },
});

function evidence(
  name: string,
  window: VscodeWindow,
  fal: FalServer,
): Pick<Session, "shot" | "keepEvidence"> {
  const folder = join(testResults, "ui", name);
  rmSync(folder, { recursive: true, force: true });
  let count = 0;
  const shot = (title: string) => {
    count += 1;
    const words = title.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
    return window.screenshot(join(folder, `${String(count).padStart(2, "0")}-${words}.png`));
  };
  const keepEvidence = async (test: string) => {
    window.writeLogs(folder);
    writeFileSync(join(folder, "fal-journal.json"), JSON.stringify(fal.journal, undefined, 2));
    await shot(`FAILED-${test}`);
    // A second try begins with an empty folder.
    rmSync(`${folder} failed`, { recursive: true, force: true });
    cpSync(folder, `${folder} failed`, { recursive: true });
  };
  return { shot, keepEvidence };
}

function workspaceWith(files: SessionOptions["files"]): ReturnType<typeof copyWorkspace> {
  const copy = copyWorkspace(files ? undefined : sampleWorkspace);
  for (const [path, content] of Object.entries(files ?? {})) {
    const file = join(copy.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return copy;
}
