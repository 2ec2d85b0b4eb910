import type { UpscaleResult } from "./backend.ts";
import { fileExtension } from "./encodedImage.ts";
import type { EncodedImage, ImageShape } from "./encodedImage.ts";
import { UpscaleError } from "./errors.ts";
import type { ImageFiles } from "./files.ts";
import { finishResult, refuseBlack, unchangedSource } from "./finishResult.ts";
import { hashed, sha256 } from "./hash.ts";
import { isInCloud } from "./job.ts";
import type { Job, Output, SourceFacts } from "./job.ts";
import { outputNames } from "./outputName.ts";
import type { JobContext, StepRecorder } from "./jobContext.ts";
import { discard, lengthOf } from "./resultImage.ts";
import type { ResultImage } from "./resultImage.ts";
import { isExpectedSize } from "./sizeLimits.ts";
import { tellProvenance } from "./tellProvenance.ts";

/**
 * Finishes the result of `job` and writes it, once. Throws `unexpectedSize` or `blackResult` for one that the
 * user must want first; of a source that nobody could look at (undefined), any size is expected.
 */
export async function saveResult(
  job: Job,
  facts: SourceFacts | undefined,
  result: UpscaleResult,
  context: JobContext,
): Promise<Output> {
  const { files, journal, signal, onProgress } = context;
  signal.throwIfAborted();
  onProgress({ phase: "saving" });
  const source = await unchangedSource(job, facts, files);
  await refuseUnwanted(job, facts, source, result, context);
  const finished = isInCloud(job)
    ? await finishResult(job, result.image, source, context)
    : { image: result.image, remarks: result.remarks ?? [] };
  const { image, remarks } = await tellProvenance(finished, job, facts, result, context);
  if (image !== result.image) {
    // It makes room for what became of it.
    await discard(result.image);
  }
  const hash = "file" in image ? image.file.hash : await hashed(image.bytes, files);
  const written =
    ((await mayBeWritten(job, journal)) && (await writtenBefore(job, image, hash, files))) ||
    (await files.writeNew(job.folder, namesFor(job, image), image));
  const { width, height } = image;
  return {
    ...written,
    width,
    height,
    byteLength: lengthOf(image),
    hash,
    seed: result.seed,
    units: result.units,
    sourceHash: facts?.hash,
    // Of what is hosted elsewhere nobody can tell.
    sourceChanged: job.source.hosted !== true && source === undefined,
    ...(remarks.length > 0 && { remarks }),
  };
}

/** All black comes first: who wants the result nevertheless is asked no second time for its size. */
async function refuseUnwanted(
  job: Job,
  facts: SourceFacts | undefined,
  source: EncodedImage | undefined,
  { image, asAnnounced = true }: UpscaleResult,
  context: JobContext,
): Promise<void> {
  if (job.anySize === true) {
    return;
  }
  if (isInCloud(job)) {
    await refuseBlack(image, source, context);
  }
  const isExpected = facts === undefined || isExpectedSize(facts, image, job.options.scale);
  if (!asAnnounced || !isExpected) {
    throw new UpscaleError("unexpectedSize", { detail: `${image.width} × ${image.height}` });
  }
}

/** The file's extension follows the bytes that arrived, not the source. */
const namesFor = (job: Job, image: ImageShape): Iterable<string> =>
  outputNames({
    sourceName: job.source.name,
    scale: job.options.scale,
    width: image.width,
    height: image.height,
    ext: fileExtension(image.format),
    template: job.nameTemplate,
  });

/**
 * A job that was submitted in an earlier run, or that another window left behind, may have come this far before;
 * so may one that another window has taken over while this one stood still.
 */
const mayBeWritten = async (job: Job, journal: StepRecorder): Promise<boolean> =>
  job.submitted !== undefined || job.begunBefore !== undefined || !(await journal.owns(job));

/** The file of a job that was interrupted between writing and writing down that it had written. */
async function writtenBefore(job: Job, image: ResultImage, hash: string, files: ImageFiles) {
  for (const name of namesFor(job, image)) {
    const uri = files.join(job.folder, name);
    const existing = await hashOf(uri, files);
    if (existing === undefined) {
      return undefined;
    }
    if (existing === hash) {
      return { uri, name };
    }
  }
  return undefined;
}

/** The hash of a file's bytes; undefined for one that cannot be read. */
async function hashOf(uri: string, files: ImageFiles): Promise<string | undefined> {
  const bytes = await files.read(uri).catch(() => undefined);
  return bytes && sha256(bytes);
}
