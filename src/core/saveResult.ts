import { fileExtension } from "./encodedImage.ts";
import type { EncodedImage } from "./encodedImage.ts";
import { UpscaleError } from "./errors.ts";
import type { ImageFiles } from "./files.ts";
import { sha256 } from "./hash.ts";
import type { Job, Output, Submission } from "./job.ts";
import { outputNames } from "./outputName.ts";
import type { JobContext } from "./jobContext.ts";
import { isExpectedSize } from "./sizeLimits.ts";
import { whenOnline } from "./whenOnline.ts";

/** Waits for the result of a submitted job and writes it, once. */
export async function saveResult(
  job: Job,
  { request, source }: Submission,
  context: JobContext,
): Promise<Output> {
  const { backend, files, signal, onProgress } = context;
  signal.throwIfAborted();
  const follow = () => backend.follow(request, onProgress, signal);
  const { image, seed, units, asAnnounced = true } = await whenOnline(follow, context);
  const isExpected = asAnnounced && isExpectedSize(source, image, job.options.scale);
  if (!isExpected && job.anySize !== true) {
    throw new UpscaleError("unexpectedSize", { detail: `${image.width} × ${image.height}` });
  }
  signal.throwIfAborted();
  onProgress({ phase: "saving" });
  const hash = await sha256(image.bytes);
  const written =
    (job.submitted && (await writtenBefore(job, image, hash, files))) ??
    (await files.writeNew(job.folder, namesFor(job, image), image));
  const { width, height, bytes } = image;
  const sourceChanged = (await hashOf(job.source.uri, files)) !== source.hash;
  return { ...written, width, height, byteLength: bytes.length, hash, seed, units, sourceChanged };
}

/** The file's extension follows the bytes that arrived, not the source. */
const namesFor = (job: Job, image: EncodedImage): Iterable<string> =>
  outputNames({
    sourceName: job.source.name,
    scale: job.options.scale,
    ext: fileExtension(image.format),
    template: job.nameTemplate,
  });

/** The file of a job that was interrupted between writing and writing down that it had written. */
async function writtenBefore(job: Job, image: EncodedImage, hash: string, files: ImageFiles) {
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
