import type { HandedOverImage } from "./backend.ts";
import { encodedImage } from "./encodedImage.ts";
import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError, isAbort } from "./errors.ts";
import type { ImageFiles } from "./files.ts";
import { sha256 } from "./hash.ts";
import type { CancelState, Job, JobOutcome, Output, SourceFacts, Submission } from "./job.ts";
import type { JobContext, StepRecorder } from "./jobContext.ts";
import { checkOptions } from "./options.ts";
import { saveResult } from "./saveResult.ts";
import { checkSize } from "./sizeLimits.ts";
import { isOffline, whenOnline } from "./whenOnline.ts";

/** Runs a job to its end. Never rejects: failures, cancellations and bugs are outcomes. */
export async function runJob(job: Job, context: JobContext): Promise<JobOutcome> {
  // However the job ends after its submit, the outcome must know the request: it may have been charged.
  let latest = job;
  const deadline = AbortSignal.timeout(context.deadline);
  const signal = AbortSignal.any([context.signal, deadline]);
  try {
    const remember = (submitted: Submission) => (latest = { ...job, submitted });
    const output = await finish(job, { ...context, signal }, remember);
    return { state: "done", job: latest, output };
  } catch (error) {
    if (context.signal.aborted && isAbort(error)) {
      return { state: "cancelled", job: latest, cancel: await cancel(latest, context) };
    }
    return { state: "failed", job: latest, error: toFailure(error, deadline) };
  }
}

function toFailure(error: unknown, deadline: AbortSignal): UpscaleError {
  if (error instanceof UpscaleError) {
    return error;
  }
  return deadline.aborted && error === deadline.reason
    ? new UpscaleError("timedOut", { cause: error })
    : new UpscaleError("bug", { cause: error });
}

async function cancel({ submitted }: Job, context: JobContext): Promise<CancelState> {
  if (submitted === undefined) {
    return "notSent";
  }
  context.onProgress({ phase: "cancelling" });
  return context.backend.cancel(submitted.request).catch(() => "unknown");
}

/** Does what the job still lacks: one that is submitted is only followed. */
async function finish(
  job: Job,
  context: JobContext,
  remember: (submitted: Submission) => void,
): Promise<Output> {
  const { backend, signal, onProgress, whenSlotIsFree } = context;
  signal.throwIfAborted();
  if (job.submitted !== undefined) {
    return saveResult(job, job.submitted, context);
  }

  const source = await readSource(job, context.files);
  const facts = { width: source.width, height: source.height, hash: await sha256(source.bytes) };
  onProgress({ phase: "uploading" });
  const image = await whenOnline(() => backend.handOver(source, signal), context);
  onProgress({ phase: "waiting" });
  return whenSlotIsFree(async () => {
    const submitted = await whenOnline(() => submit(job, image, facts, context), context);
    remember(submitted);
    // The job is followed even if this cannot be written down: the result is what counts.
    await context.journal
      .record({ ...job, submitted }, "submitted")
      .catch(context.onJournalTrouble);
    return saveResult(job, submitted, context);
  });
}

/** The source, looked at before anything is paid for. */
async function readSource(job: Job, files: ImageFiles): Promise<EncodedImage> {
  checkOptions(job.options);
  const source = encodedImage(await files.read(job.source.uri));
  if ("problem" in source) {
    throw new UpscaleError("badSource", { subject: source.problem, detail: source.detected });
  }
  checkSize(source, job.options.scale);
  return source;
}

/** The one step that costs money. What may have been sent is on disk before it, what is known right after. */
async function submit(
  job: Job,
  image: HandedOverImage,
  source: SourceFacts,
  { backend, journal, signal, onProgress }: JobContext,
): Promise<Submission> {
  signal.throwIfAborted();
  onProgress({ phase: "submitting" });
  await assertOwned(job, journal);
  await journal.record(job, "submitting").catch((error: unknown) => {
    throw new UpscaleError("cannotWrite", { subject: "journal", cause: error });
  });
  await assertOwned(job, journal);
  try {
    return { request: await backend.submit(image, job.options), source };
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
