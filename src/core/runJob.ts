import type { UpscaleBackend } from "./backend.ts";
import { encodedImage, fileExtension } from "./encodedImage.ts";
import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError, isAbort } from "./errors.ts";
import type { ImageFiles } from "./files.ts";
import type { CancelState, Job, JobOutcome, JobProgress, Output, Submission } from "./job.ts";
import { checkOptions } from "./options.ts";
import { outputNames } from "./outputName.ts";
import { checkSize, isExpectedSize } from "./sizeLimits.ts";

export interface JobContext {
  readonly backend: UpscaleBackend;
  readonly files: ImageFiles;
  /** Runs `work` when fewer than the allowed number of jobs are submitted. */
  readonly whenSlotIsFree: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onProgress: (progress: JobProgress) => void;
  /** Aborts when the user says no. */
  readonly signal: AbortSignal;
}

/** Runs a job to its end. Never rejects: failures, cancellations and bugs are outcomes. */
export async function runJob(job: Job, context: JobContext): Promise<JobOutcome> {
  // However the job ends after its submit, the outcome must know the request: it may have been charged.
  let latest = job;
  try {
    const output = await finish(job, context, (submitted) => (latest = { ...job, submitted }));
    return { state: "done", job: latest, output };
  } catch (error) {
    if (isAbort(error) && context.signal.aborted) {
      return { state: "cancelled", job: latest, cancel: await cancel(latest, context) };
    }
    const failure =
      error instanceof UpscaleError ? error : new UpscaleError("bug", { cause: error });
    return { state: "failed", job: latest, error: failure };
  }
}

async function cancel({ submitted }: Job, context: JobContext): Promise<CancelState> {
  if (submitted === undefined) {
    return "notSent";
  }
  context.onProgress({ phase: "cancelling" });
  return context.backend.cancel(submitted.request);
}

/** Does what the job still lacks: one that is submitted is only followed. */
async function finish(
  job: Job,
  context: JobContext,
  remember: (submitted: Submission) => void,
): Promise<Output> {
  const { backend, files, signal, onProgress, whenSlotIsFree } = context;
  signal.throwIfAborted();
  if (job.submitted !== undefined) {
    return collect(job, job.submitted, context);
  }

  const source = await readSource(job, files);
  onProgress({ phase: "uploading" });
  const image = await backend.handOver(source, signal);
  onProgress({ phase: "waiting" });
  return whenSlotIsFree(async () => {
    signal.throwIfAborted();
    onProgress({ phase: "submitting" });
    const request = await backend.submit(image, job.options);
    const submitted = { request, source: { width: source.width, height: source.height } };
    remember(submitted);
    return collect(job, submitted, context);
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

/** Waits for the result and writes it. */
async function collect(job: Job, submitted: Submission, context: JobContext): Promise<Output> {
  const { backend, files, signal, onProgress } = context;
  signal.throwIfAborted();
  const { image, seed } = await backend.follow(submitted.request, onProgress, signal);
  checkResult(job, submitted, image);
  signal.throwIfAborted();
  onProgress({ phase: "saving" });
  const { width, height, bytes } = image;
  return {
    ...(await files.writeNew(job.folder, namesFor(job, image), image)),
    width,
    height,
    byteLength: bytes.length,
    seed,
  };
}

function checkResult(job: Job, { source }: Submission, result: EncodedImage): void {
  if (job.anySize !== true && !isExpectedSize(source, result, job.options.scale)) {
    throw new UpscaleError("unexpectedSize", { detail: `${result.width} × ${result.height}` });
  }
}

/** The file's extension follows the bytes that arrived, not the source. */
const namesFor = (job: Job, image: EncodedImage): Iterable<string> =>
  outputNames({
    sourceName: job.source.name,
    scale: job.options.scale,
    ext: fileExtension(image.format),
    template: job.nameTemplate,
  });
