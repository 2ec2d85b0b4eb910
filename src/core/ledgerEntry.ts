import * as v from "valibot";
import type { QueuedRequest } from "./backend.ts";
import { costOf } from "./cost.ts";
import type { Job, Output } from "./job.ts";
import { optionsSchema } from "./jobRecord.ts";
import type { UpscaleOptions } from "./options.ts";
import { parseJson } from "./parseJson.ts";

/** What outlives a job: that a source was done with these options, what came of it, and what it cost. */
export interface LedgerEntry {
  /** Milliseconds since 1970 when it was done. */
  readonly at: number;
  /** What was paid once has one of these: fal's request, or the job on this device. Missing in old lines. */
  readonly charge: string | undefined;
  /** The job's id; missing in old lines. */
  readonly job: string | undefined;
  /** Missing for what was made on this device, and in old lines. */
  readonly request: QueuedRequest | undefined;
  /** Of the extension; missing in old lines. */
  readonly version: string | undefined;
  /** The name of the file that was made; missing in old lines. */
  readonly name: string | undefined;
  readonly options: UpscaleOptions;
  readonly sourceHash: string | undefined;
  readonly outputHash: string | undefined;
  readonly seed: number | undefined;
  readonly width: number;
  readonly height: number;
  /** What was charged, in the units of fal's price, where it said so. */
  readonly units: number | undefined;
  /** 0 on this device; an estimate for one in the cloud without `units`. */
  readonly dollars: number;
}

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const text = v.string();

/** Only the first is in every line: versions have added to it. */
const line = v.object({
  date: v.pipe(text, v.isoTimestamp()),
  options: optionsSchema,
  job: v.optional(text),
  request: v.optional(text),
  endpoint: v.optional(text),
  version: v.optional(text),
  name: v.optional(text),
  source: v.optional(text),
  output: v.optional(text),
  seed: v.optional(amount),
  width: v.optional(amount, 0),
  height: v.optional(amount, 0),
  units: v.optional(amount),
  dollars: v.optional(amount),
});

/** The ledger's line for a job that was done at `at`, without its end. */
export function ledgerLine(at: number, job: Job, output: Output): string {
  const { request, source } = job.submitted ?? {};
  return JSON.stringify({
    date: new Date(at).toISOString(),
    job: job.id,
    version: job.planned?.version,
    request: request?.requestId,
    name: output.name,
    source: output.sourceHash ?? source?.hash,
    output: output.hash,
    endpoint: request?.endpointId,
    options: job.options,
    seed: output.seed,
    units: output.units,
    dollars: costOf(job, output).dollars,
    width: output.width,
    height: output.height,
  });
}

/** What a line of the ledger says; undefined for a broken one. */
export function parseLedgerLine(written: string): LedgerEntry | undefined {
  // A line that a full disk cut off has no end, so the next one stands behind it.
  const whole = written.slice(Math.max(0, written.lastIndexOf('{"date":')));
  const parsed = v.safeParse(line, parseJson(whole));
  if (!parsed.success) {
    return undefined;
  }
  const { date, job, request, endpoint, source, output, ...entry } = parsed.output;
  return {
    at: Date.parse(date),
    charge: request ?? job,
    job,
    request: request && endpoint ? { endpointId: endpoint, requestId: request } : undefined,
    version: entry.version,
    name: entry.name,
    options: entry.options,
    sourceHash: source,
    outputHash: output,
    seed: entry.seed,
    width: entry.width,
    height: entry.height,
    units: entry.units,
    dollars: entry.dollars ?? costOf({ options: entry.options }, entry).dollars,
  };
}
