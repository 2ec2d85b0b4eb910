import * as v from "valibot";
import type { FailureReason } from "./errors.ts";
import { outputFormats } from "./finishOptions.ts";
import { gpsChoices } from "./gps.ts";
import { deviceModels } from "./model.ts";
import { denoiseChoices } from "./options.ts";
import { remarkKinds } from "./pictureFinisher.ts";
import type { CancelState, Job, JobOutcome } from "./job.ts";

/** Raised when a record changes so that older versions of the extension must not touch it. */
const version = 1;

/**
 * How far a job has come, as it stands on disk. `submitting` is written before the one request that costs
 * money: found after a crash, nobody knows whether fal took it.
 */
export type JobStep = "planned" | "submitting" | "submitted";

const text = v.string();
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const clarityOptions = v.object({
  // Jobs of versions that knew nothing else say nothing.
  model: v.optional(v.literal("clarity"), "clarity"),
  scale: v.number(),
  prompt: text,
  negativePrompt: text,
  creativity: v.number(),
  resemblance: v.number(),
  guidanceScale: v.number(),
  inferenceSteps: v.number(),
  seed: v.nullable(v.number()),
  safetyChecker: v.boolean(),
});

const deviceOptions = v.object({
  model: v.picklist(deviceModels),
  scale: v.number(),
  denoise: v.picklist(denoiseChoices),
});

/** Options as they are written down. */
export const optionsSchema = v.union([deviceOptions, clarityOptions]);

const job = v.object({
  id: v.pipe(text, v.uuid()),
  batch: text,
  source: v.object({ uri: text, name: text, hosted: v.optional(v.literal(true)) }),
  options: optionsSchema,
  folder: text,
  nameTemplate: text,
  planned: v.optional(v.object({ at: whole, version: text })),
  finish: v.optional(
    v.object({
      outputFormat: v.picklist(outputFormats),
      jpegQuality: whole,
      gps: v.optional(v.picklist(gpsChoices)),
      embedProvenance: v.optional(v.boolean()),
    }),
  ),
  submitted: v.optional(
    v.object({
      request: v.object({ endpointId: text, requestId: v.pipe(text, v.regex(/^[\w-]{1,100}$/)) }),
      source: v.optional(v.object({ width: whole, height: whole, hash: text })),
    }),
  ),
  begunBefore: v.optional(whole),
  dollarsPerMegapixel: v.optional(v.number()),
  mayCost: v.optional(v.number()),
  anySize: v.optional(v.boolean()),
});

const output = v.object({
  uri: text,
  name: text,
  width: whole,
  height: whole,
  byteLength: whole,
  hash: text,
  seed: v.optional(whole),
  units: v.optional(v.number()),
  sourceHash: v.optional(text),
  sourceChanged: v.boolean(),
  remarks: v.optional(
    v.pipe(
      v.array(v.object({ kind: v.picklist(remarkKinds), detail: v.optional(text) })),
      v.readonly(),
    ),
  ),
});

const end = v.variant("state", [
  v.object({ state: v.literal("done"), output }),
  v.object({
    state: v.literal("failed"),
    reason: v.custom<FailureReason>((value) => typeof value === "string"),
    subject: v.optional(text),
    detail: v.optional(text),
    ended: v.boolean(),
  }),
  v.object({
    state: v.literal("cancelled"),
    cancel: v.custom<CancelState>((value) => typeof value === "string"),
  }),
]);

const record = v.object({
  version: v.literal(version),
  /** Milliseconds since 1970 of the last change. */
  at: whole,
  step: v.picklist(["planned", "submitting", "submitted"]),
  job,
  end: v.optional(end),
});

export type JobEnd = v.InferOutput<typeof end>;

/** A job as it is written down. */
export interface JobRecord {
  readonly at: number;
  readonly step: JobStep;
  readonly job: Job;
  /** How it ended; missing while it is unfinished. */
  readonly end?: JobEnd | undefined;
}

/** The record in `json`; undefined for one that is broken or of another version, which is left alone. */
export function parseRecord(json: string): JobRecord | undefined {
  try {
    const parsed = v.safeParse(record, JSON.parse(json));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

export const writeRecord = (entry: JobRecord): string => JSON.stringify({ version, ...entry });

/** What is kept of an outcome: facts, no stacks. */
export function toEnd(outcome: JobOutcome): JobEnd {
  switch (outcome.state) {
    case "done":
      return { state: "done", output: outcome.output };
    case "failed": {
      const { reason, subject, detail, ended } = outcome.error;
      return { state: "failed", reason, subject, detail, ended };
    }
    case "cancelled":
      return { state: "cancelled", cancel: outcome.cancel };
  }
}
