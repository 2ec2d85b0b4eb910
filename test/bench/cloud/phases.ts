import { limitOf } from "./limit.ts";
import type { Cargo } from "./limit.ts";
import type { Network } from "./network.ts";
import { tripsToConnect } from "./network.ts";
import type { Outcome } from "./arena.ts";
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
}

/** The course of the one image of a trial. Throws where a step is missing. */
export function courseOf({ marks, jobs: [job] }: Outcome): Course {
  if (!job) {
    throw new Error("fal had no job");
  }
  const written = timeOf(marks, ["written"]);
  return {
    whole: written - timeOf(marks, ["begun"]),
    afterJob: written - job.doneAt,
    job: job.doneAt - job.acceptedAt,
  };
}

/** How long each step of the one image took that `marks` tell of. Throws where a step is missing. */
export function phasesOf(marks: readonly Mark[]): Phases {
  const first = (...names: readonly string[]) => timeOf(marks, names);
  const asked = first("uploading", "initiate", "submit");
  const submitted = first("submit");
  const accepted = first("submit answered");
  const known = lastTime(marks, "result");
  const named = first("download");
  const downloaded = first("downloaded");
  const writing = first("writing");
  return {
    read: asked - first("begun"),
    "hand over": submitted - asked,
    submit: accepted - submitted,
    wait: known - accepted,
    result: named - known,
    download: downloaded - named,
    check: writing - downloaded,
    write: first("written") - writing,
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
const lastTime = (marks: readonly Mark[], name: string): number =>
  Math.max(...marks.filter((mark) => mark.name === name).map(({ at }) => at));

/** Milliseconds until the last file was there. */
export const wholeOf = ({ marks }: Outcome): number =>
  lastTime(marks, "written") - timeOf(marks, ["begun"]);

function timeOf(marks: readonly Mark[], names: readonly string[]): number {
  const mark = marks.find(({ name }) => names.includes(name));
  if (!mark) {
    throw new Error(`nothing was marked ${names.join(" or ")}`);
  }
  return mark.at;
}
