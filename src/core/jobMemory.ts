import type { Job } from "./job.ts";

/** A source travels as it is and as text, once in the request and once on its way. */
const copiesOfSource = 5;

/** A result is received, and in a thread it is received again and put together anew with what its source tells. */
const copiesOfResult = 3;

/** Bytes that a job whose source has so many takes at its peak, about: its result grows with its pixels. */
export const jobMemory = ({ options }: Job, sourceBytes: number): number =>
  sourceBytes * (copiesOfSource + copiesOfResult * options.scale ** 2);
