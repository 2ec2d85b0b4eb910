import pLimit from "p-limit";
import type { LimitFunction } from "p-limit";
import { Gate } from "./gate.ts";
import { Room } from "./room.ts";

/** One is decoded or written while the other keeps the processors busy; more would only take memory. */
const jobsOnDevice = 2;

/** While one source is on the line, the next is read and announced; more would mostly share the line. */
const fewestUploads = 2;

/** Bytes that the pictures of all jobs under way may take together, about: a window has a few GB for everything. */
const mostBytes = 512 * 1024 ** 2;

/** Tells how many bytes a job will take, about. Asked when it is the job's turn. */
export type Weigh = () => number | Promise<number>;

const weightless: Weigh = () => 0;

/** Work that has its turn until it ends, or until it calls `leave`: then the next one has it. */
export type Turn<T> = (leave: () => void) => Promise<T>;

/** A job's place in the line for fal, from its beginning until fal has completed it. */
export interface Place {
  readonly isAhead: boolean;
  readonly leave: () => void;
}

/** How many jobs may be under way: shared by all commands of a window, as fal counts them together. */
export class Slots {
  readonly #begun = pLimit(1);
  readonly #uploading = pLimit(fewestUploads);
  readonly #submitted = pLimit(1);
  readonly #onDevice = pLimit(jobsOnDevice);
  readonly #gate = new Gate();
  readonly #memory: Room;
  #places = 0;

  /**
   * `concurrency` jobs may be submitted at a time, and as many and one more may be on their way there or back;
   * fewer where they are large.
   */
  constructor(concurrency = 2, memory = mostBytes) {
    this.concurrency = concurrency;
    this.#memory = new Room(memory);
  }

  set concurrency(concurrency: number) {
    this.#begun.concurrency = 2 * concurrency + 1;
    // All first ones but one: that one is through soonest behind them, alone, and so is its result in the end.
    this.#uploading.concurrency = Math.max(fewestUploads, concurrency - 1);
    this.#submitted.concurrency = concurrency;
  }

  get isPaused(): boolean {
    return this.#gate.isShut;
  }

  /** Whether a job waits to be sent or submitted. */
  get isAwaited(): boolean {
    return this.#submitted.pendingCount + this.#uploading.pendingCount > 0;
  }

  /** Nothing new begins or is submitted until `resume`; what is submitted goes on. */
  pause(): void {
    this.#gate.shut();
  }

  resume(): void {
    this.#gate.open();
  }

  /** Runs a job from its beginning to its end when one may begin; it leaves when its source is sent. */
  whenOneMayStart = <T>(job: Turn<T>, weigh = weightless): Promise<T> =>
    this.#begun(() =>
      inTurnOf(this.#uploading, (leave) => this.#withRoom(() => job(leave), weigh)),
    );

  /** Runs a job that is submitted already, as far as there is memory: a pause and a turn are for what costs money. */
  whenOneMayFetch = async <T>(job: Turn<T>, weigh = weightless): Promise<T> => {
    const bytes = await weigh();
    return this.#memory.hold(bytes, () => job(() => undefined));
  };

  /** Runs a job from its submit when one may be submitted; it leaves when it is completed. It has its room since it began. */
  whenOneMaySubmit = <T>(work: Turn<T>): Promise<T> =>
    inTurnOf(this.#submitted, (leave) => this.#whenOpen(() => work(leave)));

  /** Takes a place in the line for fal for a job that begins; whoever `isAhead` will wait there for others. */
  takePlace(): Place {
    let isHeld = true;
    this.#places += 1;
    return {
      isAhead: this.#places > this.#submitted.concurrency,
      leave: () => {
        this.#places -= isHeld ? 1 : 0;
        isHeld = false;
      },
    };
  }

  /** Runs a job on this device when the device has time for it. */
  whenDeviceIsFree = <T>(work: Turn<T>, weigh = weightless): Promise<T> =>
    inTurnOf(this.#onDevice, (leave) => this.#withRoom(() => work(leave), weigh));

  async #withRoom<T>(work: () => Promise<T>, weigh: Weigh): Promise<T> {
    const bytes = await weigh();
    return this.#memory.hold(bytes, () => this.#whenOpen(work));
  }

  async #whenOpen<T>(work: () => Promise<T>): Promise<T> {
    await this.#gate.pass();
    return work();
  }
}

function inTurnOf<T>(limit: LimitFunction, work: Turn<T>): Promise<T> {
  return new Promise((resolve) => {
    void limit(
      () =>
        new Promise<void>((leave) => {
          const result = work(leave);
          resolve(result);
          result.then(
            () => leave(),
            () => leave(),
          );
        }),
    );
  });
}
