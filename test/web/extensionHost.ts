import type { Page, Worker } from "playwright-core";
import type * as vscode from "vscode";

/** What a test sends into the extension host: as text, so it can use nothing from around it. */
export type HostWork<A, R> = (api: typeof vscode, argument: A) => R | PromiseLike<R>;

const startLimitMs = 180_000;

/** The browser's extension host: a worker in a frame of the page. */
export class ExtensionHost {
  readonly #page: Page;
  #worker: Worker | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits for the host of the page as it is now, with extensions activated. */
  async ready(): Promise<void> {
    for (const end = Date.now() + startLimitMs; Date.now() < end;) {
      for (const worker of this.#page.workers()) {
        if (await hasDriver(worker)) {
          this.#worker = worker;
          return;
        }
      }
      await this.#page.waitForTimeout(100);
    }
    throw new Error("The extension host never came up");
  }

  /** Runs `work` in the extension host and resolves to what it returns. Arguments and results are JSON. */
  run<A, R>(work: HostWork<A, R>, argument: A): Promise<R> {
    if (!this.#worker) {
      throw new Error("The extension host is not ready");
    }
    const call = `(${String(work)})(globalThis.vscodeForTests, ${JSON.stringify(argument)})`;
    return this.#worker.evaluate<R>(`Promise.resolve(${call})`);
  }
}

const hasDriver = (worker: Worker): Promise<boolean> =>
  worker.evaluate<boolean>("'vscodeForTests' in globalThis").catch(() => false);
