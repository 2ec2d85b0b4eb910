import { limitOf } from "./limit.ts";
import type { Cargo } from "./limit.ts";
import type { Network } from "./network.ts";
import { tripsToConnect } from "./network.ts";
import type { JobTimes } from "./runningWorld.ts";
import type { Mark } from "./task.ts";

/** The steps of one image, in their order; they follow one another without a gap. */
export const phaseNames = [
  "read",
  "hand over",
  "submit",
  "wait",
  "result",
  "download",
  "check",
  "write",
] as const;

/** Milliseconds of each step. */
export type Phases = Readonly<Record<(typeof phaseNames)[number], number>>;

/** What one image took, milliseconds. */
export interface Course {
  readonly whole: number;
  /** From the end of the job at fal to the file. */
  readonly afterJob: number;
  /** At fal, from the request's arrival. */
  readonly job: number;
  readonly phases: Phases;
  readonly requests: number;
}

/** The course of the one image that `marks` tell of, and of its job. Throws where a step is missing. */
export function courseOf(marks: readonly Mark[], job: JobTimes): Course {
  const first = (...names: readonly string[]) => timeOf(marks, names);
  const begun = first("begun");
  const asked = first("initiate", "submit");
  const submitted = first("submit");
  const accepted = first("submit answered");
  const known = lastTime(marks, "result");
  const named = first("download");
  const downloaded = first("downloaded");
  const writing = first("writing");
  const written = first("written");
  return {
    whole: written - begun,
    afterJob: written - job.doneAt,
    job: job.doneAt - job.acceptedAt,
    requests: requestsIn(marks),
    phases: {
      read: asked - begun,
      "hand over": submitted - asked,
      submit: accepted - submitted,
      wait: known - accepted,
      result: named - known,
      download: downloaded - named,
      check: writing - downloaded,
      write: written - writing,
    },
  };
}

/** What the steps take at least, of an image that is sent inside its request. */
export function leastPhases({ roundTrip, up, down }: Network, cargo: Cargo, job: number): Phases {
  const inline = ((cargo.source * 4) / 3 / up) * 1000;
  return {
    read: 0,
    "hand over": 0,
    submit: (tripsToConnect + 1) * roundTrip + inline,
    wait: job,
    result: roundTrip,
    download: roundTrip + (cargo.result / down) * 1000,
    check: 0,
    write: 0,
  };
}

/** Milliseconds from command to file that cannot be avoided. */
export function leastWhole(network: Network, cargo: Cargo, job: number): number {
  const { submit, fetch } = limitOf(network, cargo);
  return submit + job + fetch;
}

const requestNames = new Set(
  "initiate upload submit status stream result download price other".split(" "),
);

/** How many requests were made. */
export const requestsIn = (marks: readonly Mark[]): number =>
  marks.filter(({ name }) => requestNames.has(name)).length;

/** When the last of some marks was set. */
export const lastTime = (marks: readonly Mark[], name: string): number =>
  Math.max(...marks.filter((mark) => mark.name === name).map(({ at }) => at));

function timeOf(marks: readonly Mark[], names: readonly string[]): number {
  const mark = marks.find(({ name }) => names.includes(name));
  if (!mark) {
    throw new Error(`nothing was marked ${names.join(" or ")}`);
  }
  return mark.at;
}
