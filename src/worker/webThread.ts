import type { LoadAsset } from "../pictures/assets.ts";
import type { PictureThread } from "./pool.ts";
import { connectThread } from "./thread.ts";

/** What the module exports for a thread that has to do the work itself. */
interface PictureModule {
  readonly inThisThread: (load: LoadAsset) => PictureThread;
}

/** Threads from the source of the module; where the browser forbids workers, the one that is there, shared. */
export function webThreads(
  readModule: () => Promise<Uint8Array<ArrayBuffer>>,
): (load: LoadAsset) => Promise<PictureThread> {
  let here: Promise<PictureThread> | undefined;
  return async (load) => {
    const url = scriptUrl(await readModule());
    try {
      return await startWorker(url, load).catch(() => {
        here ??= workHere(url, load).catch((error: unknown) => {
          here = undefined;
          throw error;
        });
        return here;
      });
    } finally {
      URL.revokeObjectURL(url);
    }
  };
}

const scriptUrl = (source: Uint8Array<ArrayBuffer> | string): string =>
  URL.createObjectURL(new Blob([source], { type: "text/javascript" }));

/**
 * VS Code starts an extension's workers as classic scripts, which can import a module, but too late for a message
 * that is sent at once: the worker says when it listens.
 */
const bootstrap = (module: string): string => `import(${JSON.stringify(module)}).then(
  ({ servePictures }) => { servePictures(self); postMessage("ready"); },
  (error) => setTimeout(() => { throw error; }),
);`;

/** Rejects where the browser forbids workers. */
async function startWorker(module: string, load: LoadAsset): Promise<PictureThread> {
  const url = scriptUrl(bootstrap(module));
  try {
    const worker = new Worker(url);
    const ready = new Promise((resolve) => {
      worker.addEventListener("message", resolve, { once: true });
    });
    const onDeath = (die: (cause: Event) => void) => {
      worker.addEventListener("error", die);
      worker.addEventListener("messageerror", die);
    };
    const end = () => worker.terminate();
    return await connectThread({ endpoint: worker, ready, onDeath, end }, load);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Imported only now: most browsers let workers start, and never need it here. */
async function workHere(module: string, load: LoadAsset): Promise<PictureThread> {
  const { inThisThread }: PictureModule = await import(module);
  return inThisThread(load);
}
