import { tripsToConnect } from "./network.ts";
import type { Network } from "./network.ts";

/** Bytes that must travel for one image. */
export interface Cargo {
  readonly source: number;
  readonly result: number;
}

/** What each step of one image takes at least, milliseconds. */
export interface Limit {
  /** From the command until fal has the request. */
  readonly submit: number;
  /** From the end of the job until the file is here: the news, the result's address, the result. */
  readonly fetch: number;
}

/**
 * What no program can avoid on a line, by the model: a connection, the image's way there and the result's way back,
 * and one round trip each for what must be known before the next step. The image goes the faster of its two ways,
 * and a connection to another host is opened while something else is waited for. The job's own time comes on top.
 */
export function limitOf({ roundTrip, up, down }: Network, { source, result }: Cargo): Limit {
  const trips = (count: number) => count * roundTrip;
  const inline = trips(tripsToConnect + 0.5) + ((source * 4) / 3 / up) * 1000;
  // The announcement and the transfer come before the submit, each with its answer.
  const stored = trips(tripsToConnect + 2.5) + (source / up) * 1000;
  return {
    submit: Math.min(inline, stored),
    fetch: trips(2.5) + (result / down) * 1000,
  };
}

/** How many images, and how many of them may be at fal at a time. */
export interface Load {
  readonly images: number;
  readonly atOnce: number;
  /** Of each job at fal, milliseconds. */
  readonly job: number;
}

/**
 * The milliseconds that the best schedule takes: images are sent one after the other on the whole line, each ahead
 * of its turn; one round trip after a job is done fal has the next; results come while others run.
 */
export function idealSchedule(
  network: Network,
  cargo: Cargo,
  { images, atOnce, job }: Load,
): number {
  const sending = (cargo.source / network.up) * 1000;
  const receiving = (cargo.result / network.down) * 1000;
  const { submit, fetch } = limitOf(network, cargo);
  const freeAt = Array.from({ length: Math.min(atOnce, images) }, () => 0);
  let finished = 0;
  for (let image = 0; image < images; image++) {
    const slot = freeAt.indexOf(Math.min(...freeAt));
    const startsAt = Math.max(freeAt[slot] ?? 0, submit + image * sending);
    const endsAt = startsAt + job;
    freeAt[slot] = endsAt + network.roundTrip;
    finished = Math.max(finished + receiving, endsAt + fetch);
  }
  return finished;
}
