import pLimit from "p-limit";
import { abortable } from "../core/abortable.ts";
import type { PictureTasks } from "./pictureTasks.ts";

/** A thread, or what stands in for one. */
export interface PictureThread {
  readonly tasks: PictureTasks;
  /** Aborts when the thread dies, with the reason. */
  readonly died: AbortSignal;
  end(): void;
}

/** Each takes some 40 MB; beyond these, memory grows faster than anyone's patience shrinks. */
const mostThreads = 8;

/** Milliseconds without work after which the threads and their memory are given back. */
const patience = 30_000;

/** As many threads as there is work for, at most `count`; started when needed, ended when idle. */
export class PicturePool {
  readonly count: number;
  readonly #start: () => Promise<PictureThread>;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #idle: PictureThread[] = [];
  #closing: ReturnType<typeof setTimeout> | undefined;

  constructor(processors: number, start: () => Promise<PictureThread>) {
    this.count = Math.min(processors, mostThreads);
    this.#start = start;
    this.#limit = pLimit(this.count);
  }

  /**
   * Runs `work` on a thread when one is free. After an abort what has not begun does not begin, and the thread
   * that is at it is ended: a picture may take minutes, and nobody waits for it any more.
   */
  run<T>(work: (tasks: PictureTasks) => Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#limit(async () => {
      try {
        signal.throwIfAborted();
        clearTimeout(this.#closing);
        return await this.#use(this.#idle.pop() ?? (await this.#start()), work, signal);
      } finally {
        this.#closeLater();
      }
    });
  }

  /** Starts a thread, unless there is one already that will be free sooner. Never rejects. */
  async warm(signal: AbortSignal): Promise<void> {
    if (this.#idle.length === 0 && this.#limit.activeCount === 0) {
      await this.run(() => Promise.resolve(), signal).catch(() => undefined);
    }
  }

  /** Ends the threads that have nothing to do. */
  dispose(): void {
    clearTimeout(this.#closing);
    for (const thread of this.#idle.splice(0)) {
      thread.end();
    }
  }

  async #use<T>(
    thread: PictureThread,
    work: (tasks: PictureTasks) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    try {
      return await abortable(abortable(work(thread.tasks), thread.died), signal);
    } finally {
      if (thread.died.aborted || signal.aborted) {
        thread.end();
      } else {
        this.#idle.push(thread);
      }
    }
  }

  #closeLater(): void {
    clearTimeout(this.#closing);
    if (this.#limit.activeCount <= 1 && this.#limit.pendingCount === 0) {
      this.#closing = setTimeout(() => this.dispose(), patience);
    }
  }
}
