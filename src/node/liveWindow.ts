import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { delay } from "../core/delay.ts";
import type { Owner } from "../core/journal.ts";

export interface LifeSigns {
  /** Milliseconds between two signs of life. */
  readonly beat: number;
  /** A window whose sign does not move for so long, while we watch, is gone. */
  readonly silence: number;
}

const defaultSigns: LifeSigns = { beat: 5_000, silence: 20_000 };

/**
 * This window among others that share a folder. Each touches a file of its own now and then; one is gone when
 * its process is, or when its file stands still while somebody watches. Watching, not comparing clocks: after
 * a closed laptop every file is old, and nobody is gone.
 */
export class LiveWindow implements Owner {
  readonly id = randomUUID();
  readonly #folder: string;
  readonly #signs: LifeSigns;
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: string, signs: LifeSigns = defaultSigns) {
    this.#folder = folder;
    this.#signs = signs;
  }

  /** Begins to give signs of life. Called before the first job is written down. */
  async start(): Promise<void> {
    if (this.#timer !== undefined) {
      return;
    }
    this.#timer = setInterval(() => void this.#beat(), this.#signs.beat).unref();
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#sign();
  }

  /** Says that this window is gone, so that the next one need not watch it. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await rm(this.#file(this.id), { force: true });
  }

  readonly isGone = async (id: string): Promise<boolean> => {
    const gone = !(await this.#mayBeAlive(id)) || (await this.#isSilent(id));
    if (gone) {
      await rm(this.#file(id), { force: true });
    }
    return gone;
  };

  async #mayBeAlive(id: string): Promise<boolean> {
    const sign = await readFile(this.#file(id), "utf8").catch(() => undefined);
    const [pid, host] = sign?.split(" ") ?? [];
    // Another container may share the folder; what runs there cannot be asked from here.
    const isElsewhere = host !== undefined && host !== hostname();
    return sign !== undefined && (isElsewhere || isRunning(Number(pid)));
  }

  async #beat(): Promise<void> {
    const now = new Date();
    // Whoever took a window that stood still to be gone has removed its sign.
    const touched = utimes(this.#file(this.id), now, now).catch(() => this.#sign());
    await touched.catch(() => {
      // The folder was deleted by the user: the next start makes it anew.
    });
  }

  #sign(): Promise<void> {
    return writeFile(this.#file(this.id), `${process.pid} ${hostname()}`);
  }

  /** Watches in short steps: one that took much longer was a sleep of the computer, in which nobody gave signs. */
  async #isSilent(id: string): Promise<boolean> {
    const { beat, silence } = this.#signs;
    const before = await this.#lastSign(id);
    for (let watched = 0; watched < silence; watched += beat) {
      const began = Date.now();
      await delay(beat);
      if ((await this.#lastSign(id)) !== before) {
        return false;
      }
      if (Date.now() - began > 3 * beat) {
        watched = -beat;
      }
    }
    return true;
  }

  async #lastSign(id: string): Promise<number | undefined> {
    return stat(this.#file(id)).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
  }

  #file(id: string): string {
    return join(this.#folder, id);
  }
}

/** Whether a process with this id lives here; one that may not be asked does. */
function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
