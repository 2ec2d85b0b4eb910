import { abortable } from "./abortable.ts";
import { expectedCost } from "./cost.ts";
import { Deadline } from "./deadline.ts";
import { UpscaleError, isAbort } from "./errors.ts";
import { gettingReady } from "./gettingReady.ts";
import { isInCloud } from "./job.ts";
import type { CancelState, Job, JobOutcome, Output, Submission } from "./job.ts";
import type { JobContext, StepRecorder } from "./jobContext.ts";
import { factsOf, readSource } from "./jobSource.ts";
import type { ClarityOptions, DeviceOptions } from "./options.ts";
import type { SourceKind } from "./pictureFinisher.ts";
import { discard } from "./resultImage.ts";
import { saveResult } from "./saveResult.ts";
import { isFresh, sendSource } from "./sentSource.ts";
import type { SentSource } from "./sentSource.ts";
import { isOffline, whenOnline } from "./whenOnline.ts";

/** Runs a job to its end. Never rejects: failures, cancellations and bugs are outcomes. */
export async function runJob(job: Job, context: JobContext): Promise<JobOutcome> {
  // However the job ends after its submit, the outcome must know the request: it may have been charged.
  let latest = job;
  // What happens on this device is seen to go on, costs nothing, and may take long on a slow one.
  const deadline = isInCloud(job) ? new Deadline(context.deadline) : undefined;
  const signal = deadline ? AbortSignal.any([context.signal, deadline.signal]) : context.signal;
  const timed = { ...context, ...withoutWaits(context, deadline), signal };
  try {
    const remember = (known: Job) => (latest = known);
    const output = await finish(job, timed, remember);
    return { state: "done", job: latest, output };
  } catch (error) {
    if (context.signal.aborted && isAbort(error)) {
      return { state: "cancelled", job: latest, cancel: await cancel(latest, context) };
    }
    return { state: "failed", job: latest, error: toFailure(error, deadline?.signal) };
  } finally {
    deadline?.stop();
  }
}

/** A pause may be long, or the user's answer, and is no reason to give up. */
function withoutWaits(
  { whenSlotIsFree, mayCharge = () => Promise.resolve(true), signal }: JobContext,
  deadline: Deadline | undefined,
): Pick<JobContext, "whenSlotIsFree" | "mayCharge"> {
  return {
    whenSlotIsFree: (work) => {
      deadline?.stop();
      return whenSlotIsFree(() => {
        deadline?.start();
        return work();
      });
    },
    mayCharge: async (...charge) => {
      deadline?.stop();
      const may = await abortable(mayCharge(...charge), signal);
      deadline?.start();
      return may;
    },
  };
}

function toFailure(error: unknown, deadline: AbortSignal | undefined): UpscaleError {
  if (error instanceof UpscaleError) {
    return error;
  }
  return deadline?.aborted && error === deadline.reason
    ? new UpscaleError("timedOut", { cause: error })
    : new UpscaleError("bug", { cause: error });
}

async function cancel({ submitted }: Job, context: JobContext): Promise<CancelState> {
  if (submitted === undefined) {
    return "notSent";
  }
  context.onProgress({ phase: "cancelling" });
  return context.backends
    .cloud()
    .cancel(submitted.request)
    .catch(() => "unknown");
}

/** Does what the job still lacks: one that is submitted is only followed. */
async function finish(
  job: Job,
  context: JobContext,
  remember: (known: Job) => void,
): Promise<Output> {
  context.signal.throwIfAborted();
  if (job.submitted !== undefined) {
    return fetchResult(job, job.submitted, context);
  }
  const { options } = job;
  return options.model === "clarity"
    ? upscaleInCloud(job, options, context, remember)
    : upscaleHere(job, options, context);
}

/** From the source to the file through the cloud's queue. */
async function upscaleInCloud(
  job: Job,
  options: ClarityOptions,
  context: JobContext,
  remember: (known: Job) => void,
): Promise<Output> {
  // What waits for its turn holds the address of its source, not the source.
  let sent = await sendSource(job, context);
  context.onProgress({ phase: "waiting" });
  if (context.isAhead) {
    context.onSent?.();
  }
  return context.whenSlotIsFree(async () => {
    const allowed = await allow(job, sent, context);
    remember(allowed);
    const submitted = await whenOnline(async () => {
      sent = await freshened(sent, job, context);
      return submit(allowed, options, sent, context);
    }, context);
    remember({ ...allowed, submitted });
    // The job is followed even if this cannot be written down: the result is what counts.
    await context.journal
      .record({ ...allowed, submitted }, "submitted")
      .catch(context.onJournalTrouble);
    return fetchResult(job, submitted, context, sent.kind);
  });
}

/** The job, once it may be charged, with what it may cost. Throws `overBudget`. */
async function allow(job: Job, { facts }: SentSource, { mayCharge }: JobContext): Promise<Job> {
  const dollars = expectedCost(job, facts);
  if ((await mayCharge?.(job, dollars)) === false) {
    throw new UpscaleError("overBudget");
  }
  return { ...job, mayCost: dollars ?? 0 };
}

/** The source, handed over once more if it has waited long: for the user, for its turn, or for the network. */
async function freshened(sent: SentSource, job: Job, context: JobContext): Promise<SentSource> {
  if (isFresh(sent)) {
    return sent;
  }
  const again = await sendSource(job, context);
  if (again.facts?.hash !== sent.facts?.hash) {
    // Another picture may have another price.
    await allow(job, again, context);
  }
  return again;
}

/** Waits for the result of a submitted job and writes it; the sooner where the kind of its source is known. */
async function fetchResult(
  job: Job,
  { request, source }: Submission,
  context: JobContext,
  kind?: SourceKind,
): Promise<Output> {
  const { backends, files, signal, isAwaited } = context;
  const begin = () => files.begin(job.folder);
  context.onSent?.();
  signal.throwIfAborted();
  const onStatus = gettingReady(job, kind, context);
  const follow = () => backends.cloud().follow(request, onStatus, signal, { isAwaited, begin });
  const result = await whenOnline(follow, context);
  try {
    return await saveResult(job, source, { ...result, request }, context);
  } finally {
    await discard(result.image);
  }
}

/** From the source to the file on this device. Interrupted, it just starts again: it costs nothing. */
async function upscaleHere(job: Job, options: DeviceOptions, context: JobContext): Promise<Output> {
  const source = await readSource(job, context.files);
  if (source.image === undefined) {
    throw new UpscaleError("cannotRead", { subject: "hosted" });
  }
  const facts = await factsOf(source, context.files);
  const { backends, journal, onProgress, signal } = context;
  const work = { ...options, finish: job.finish };
  const result = await backends.device().upscale(source.image, work, onProgress, signal);
  await assertOwned(job, journal);
  return saveResult(job, facts, result, context);
}

/** The one step that costs money. What may have been sent is on disk before it, what is known right after. */
async function submit(
  job: Job,
  options: ClarityOptions,
  { image, facts: source }: SentSource,
  { backends, journal, signal, onProgress }: JobContext,
): Promise<Submission> {
  signal.throwIfAborted();
  onProgress({ phase: "submitting" });
  await assertOwned(job, journal);
  await journal.record(job, "submitting").catch((error: unknown) => {
    throw new UpscaleError("cannotWrite", { subject: "journal", cause: error });
  });
  await assertOwned(job, journal);
  try {
    return { request: await backends.cloud().submit(image, options), source };
  } catch (error) {
    if (isOffline(error)) {
      // Whoever finds the job after a crash may just go on. If this cannot be written, the user is asked.
      await journal.record(job, "planned").catch(() => undefined);
    }
    throw error;
  }
}

/** Another window may have held this one to be gone while it stood still. */
async function assertOwned(job: Job, journal: StepRecorder): Promise<void> {
  if (!(await journal.owns(job))) {
    throw new UpscaleError("takenOver");
  }
}
