import { proxy, wrap } from "comlink";
import type { Endpoint } from "comlink";
import { abortable } from "../core/abortable.ts";
import type { LoadAsset } from "../pictures/assets.ts";
import { carryUpscaleErrors } from "./errorTransfer.ts";
import type { PictureThread } from "./pool.ts";
import type { PictureThreadStart } from "./serve.ts";

/** A thread died, or none could be had: memory, or the platform's rules. */
class ThreadError extends Error {
  override readonly name = "ThreadError";
}

/** A thread that was started and has not been spoken to. */
export interface StartedThread {
  readonly endpoint: Endpoint;
  /** Resolves when it listens; missing where messages wait for it. */
  readonly ready?: Promise<unknown>;
  /** Calls the listener with the cause when the thread dies. */
  readonly onDeath: (listener: (cause: unknown) => void) => unknown;
  readonly end: () => void;
}

/** The started thread as one that can work. Rejects, and ends it, if it dies before it is ready. */
export async function connectThread(
  { endpoint, ready, onDeath, end }: StartedThread,
  load: LoadAsset,
): Promise<PictureThread> {
  carryUpscaleErrors();
  const death = new AbortController();
  onDeath((cause) => death.abort(new ThreadError("a picture thread died", { cause })));
  try {
    await abortable(Promise.resolve(ready), death.signal);
    const start = wrap<PictureThreadStart>(endpoint);
    const tasks = await abortable(start.begin(proxy(load)), death.signal);
    return { tasks, died: death.signal, end };
  } catch (error) {
    end();
    throw error;
  }
}
