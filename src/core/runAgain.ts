import { isSaidToBeGone, waitsAtFal } from "./jobAbilities.ts";
import type { Job, JobOutcome } from "./job.ts";
import type { Provenance } from "./provenance.ts";

/** The job from its beginning: what was submitted before is not asked for. */
export const unsubmitted = ({ submitted, begunBefore, mayCost, ...job }: Job): Job => job;

/** The job as it is run once more after its end: a result that was paid for is only fetched. */
export const retried = (outcome: JobOutcome): Job =>
  waitsAtFal(outcome) || isSaidToBeGone(outcome) ? outcome.job : unsubmitted(outcome.job);

/** What is known of a result. */
type Made = Pick<Provenance, "options" | "seed">;

/** The options of a result, with the seed that its model took; undefined where that is not known. */
export const sameSeed = ({ options, seed }: Made): Job["options"] | undefined =>
  options.model === "clarity" && seed !== undefined ? { ...options, seed } : undefined;

/** The options of a result, for the model to choose another seed; undefined where it has none. */
export const anotherSeed = ({ options }: Made): Job["options"] | undefined =>
  options.model === "clarity" ? { ...options, seed: null } : undefined;
