import pLimit from "p-limit";

/** How many jobs may be under way: shared by all commands of a window, as fal counts them together. */
export class Slots {
  readonly #started = pLimit(1);
  readonly #submitted = pLimit(1);

  /** `concurrency` jobs may be submitted at a time; one more may upload meanwhile. */
  constructor(concurrency = 2) {
    this.concurrency = concurrency;
  }

  set concurrency(concurrency: number) {
    this.#started.concurrency = concurrency + 1;
    this.#submitted.concurrency = concurrency;
  }

  /** Runs a job from its beginning to its end when one may begin. */
  whenOneMayStart = <T>(job: () => Promise<T>): Promise<T> => this.#started(job);

  /** Runs a job from its submit to its end when one may be submitted. */
  whenOneMaySubmit = <T>(work: () => Promise<T>): Promise<T> => this.#submitted(work);
}
