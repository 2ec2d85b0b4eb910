import { startFalServer } from "../fal-server/falServer.ts";
import type { Closers } from "./closers.ts";
import type { DemoArguments } from "./demoArguments.ts";
import { copyPictures } from "./demoPictures.ts";
import type { DemoWorkspace } from "./demoPictures.ts";
import { packageExtension } from "./packageExtension.ts";
import type { Settings } from "./profile.ts";

/** What the demo and `npm start` show VS Code. */
export interface DemoStage {
  readonly vsix: string;
  /** What upscales, for people. */
  readonly backend: string;
  readonly workspace: DemoWorkspace;
  readonly settings: Settings;
}

/** Slow enough for people to see the queue and the steps go by: about five seconds. */
const watchable = { queuePositions: [2, 1, 0], queueMs: 600, runMs: 3500 };

/** Packages the extension, starts the local fal server if that is asked for, copies pictures. */
export async function setStage(demo: DemoArguments, closers: Closers): Promise<DemoStage> {
  const vsix = await packageExtension();
  const workspace = copyPictures(demo.images);
  closers.add(() => workspace.remove());
  if (demo.fal === undefined) {
    const settings = { "clarityUpscaler.model": "device-standard", ...demo.settings };
    return { vsix, backend: "on this device", workspace, settings };
  }
  const falUrl = demo.fal === "local" ? await startLocalFal(closers) : demo.fal;
  const settings = {
    "clarityUpscaler.model": "clarity",
    "clarityUpscaler.proxyUrl": falUrl,
    ...demo.settings,
  };
  return { vsix, backend: `with Clarity, fal at ${falUrl}`, workspace, settings };
}

async function startLocalFal(closers: Closers): Promise<string> {
  const fal = await startFalServer({ script: watchable });
  closers.add(() => fal.close());
  return fal.url;
}
