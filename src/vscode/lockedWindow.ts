import type { Owner } from "../core/journal.ts";

/** This window among others of the same browser: each holds a lock that goes when the window goes. */
export class LockedWindow implements Owner {
  readonly id = crypto.randomUUID();
  #letGo = () => {};

  constructor() {
    const held = new Promise<void>((resolve) => (this.#letGo = resolve));
    void navigator.locks.request(lockName(this.id), () => held);
  }

  readonly isGone = async (id: string): Promise<boolean> => {
    const { held = [] } = await navigator.locks.query();
    return !held.some(({ name }) => name === lockName(id));
  };

  dispose(): void {
    this.#letGo();
  }
}

const lockName = (id: string): string => `clarity-upscaler.${id}`;
