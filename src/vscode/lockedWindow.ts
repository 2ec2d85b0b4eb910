import type { Owner } from "../core/journal.ts";

/** Milliseconds within which a window that is there has answered. */
const silence = 3_000;

/**
 * This window among others of the same browser: each holds a lock that goes when the window goes. A browser
 * that blocks third-party storage refuses locks to extensions; there the windows call each other.
 */
export class LockedWindow implements Owner {
  /** Begins with the origin: VS Code gives each workspace's extensions one, and windows hear their own only. */
  readonly id = `${ownOrigin()}-${crypto.randomUUID()}`;
  readonly #calls = new BroadcastChannel("clarity-upscaler.windows");
  #letGo = () => {};

  constructor() {
    const held = new Promise<void>((resolve) => (this.#letGo = resolve));
    navigator.locks.request(lockName(this.id), () => held).catch(() => undefined);
    this.#calls.addEventListener("message", ({ data }: MessageEvent<Call>) => {
      if (data.isThere === this.id) {
        this.#say({ here: this.id });
      }
    });
  }

  readonly isGone = async (id: string): Promise<boolean> => {
    if (!id.startsWith(`${ownOrigin()}-`)) {
      // A window of another workspace cannot be heard from here; its own workspace's next one will go on.
      return false;
    }
    const locks = await navigator.locks.query().catch(() => undefined);
    return locks
      ? !(locks.held ?? []).some(({ name }) => name === lockName(id))
      : !(await this.#answers(id));
  };

  dispose(): void {
    this.#letGo();
    this.#calls.close();
  }

  #say(call: Call): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no such argument
    this.#calls.postMessage(call);
  }

  #answers(id: string): Promise<boolean> {
    return new Promise((resolve) => {
      const listening = new AbortController();
      const end = (isThere: boolean) => {
        clearTimeout(timer);
        listening.abort();
        resolve(isThere);
      };
      const timer = setTimeout(end, silence, false);
      const hear = ({ data }: MessageEvent<Call>) => data.here === id && end(true);
      this.#calls.addEventListener("message", hear, { signal: listening.signal });
      this.#say({ isThere: id });
    });
  }
}

/** What windows say to each other: a question for one by its id, or its answer. */
interface Call {
  readonly isThere?: string;
  readonly here?: string;
}

/** Without dots, which part a record's name. */
const ownOrigin = (): string => globalThis.origin.replaceAll(/\W+/g, "-");

const lockName = (id: string): string => `clarity-upscaler.${id}`;
