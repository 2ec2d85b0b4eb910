import type * as vscode from "vscode";
import { OnDevice } from "./backends/device/onDevice.ts";
import { FalBackend } from "./backends/fal/falBackend.ts";
import { checkKey } from "./backends/fal/keyCheck.ts";
import { lookAt } from "./backends/fal/lookAt.ts";
import { fetchPrice } from "./backends/fal/pricing.ts";
import type { LoadAsset } from "./pictures/assets.ts";
import { assetLoader } from "./vscode/assets.ts";
import { createCommands } from "./vscode/commands.ts";
import type { Commands } from "./vscode/commands.ts";
import type { Host } from "./vscode/host.ts";
import { PicturePool } from "./worker/pool.ts";
import type { PictureThread } from "./worker/pool.ts";
import { PooledFinisher } from "./worker/pooledFinisher.ts";
import type { LoadQuickFinish } from "./worker/pooledFinisher.ts";

export { connectThread } from "./worker/thread.ts";

/** What differs between Node and a browser. */
export interface Platform extends Pick<Host, "openJournal" | "disk" | "environmentKey"> {
  /** How many threads are worth starting. */
  readonly processors: number;
  /** Starts a thread that can work, with the files that `load` reads for it. */
  readonly startThread: (load: LoadAsset) => Promise<PictureThread>;
  /** Brings what finishes small files without a thread. */
  readonly loadQuickFinish?: LoadQuickFinish;
}

/** Makes the commands for a platform. */
export function loadOn(
  context: vscode.ExtensionContext,
  { processors, startThread, loadQuickFinish, ...host }: Platform,
): Promise<Commands> {
  const load = assetLoader(context);
  const threads = new PicturePool(processors, () => startThread(load));
  const onDevice = new OnDevice(threads);
  context.subscriptions.push(threads);
  return createCommands(context, {
    ...host,
    deviceBackend: () => onDevice,
    pictures: new PooledFinisher(threads, loadQuickFinish),
    cloudBackend: (settings) => new FalBackend(settings, fetchNow),
    checkKey: (connection) => checkKey(connection, fetchNow),
    fetchPrice: (connection) => fetchPrice(connection, fetchNow),
    lookAt: (url, allowLoopback, signal) => lookAt(url, allowLoopback, fetchNow, signal),
  });
}

/** The one that is there when it is called: VS Code puts its own in place, which knows the user's proxy. */
const fetchNow: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
