import type { HandedOverImage } from "./backend.ts";
import type { EncodedImage } from "./encodedImage.ts";
import type { Job, SourceFacts } from "./job.ts";
import type { JobContext } from "./jobContext.ts";
import { factsOf, readSource } from "./jobSource.ts";
import type { JobSource } from "./jobSource.ts";
import type { SourceKind } from "./pictureFinisher.ts";
import { checkSize } from "./sizeLimits.ts";
import { whenOnline } from "./whenOnline.ts";

/** A source within the backend's reach. */
export interface SentSource {
  readonly image: HandedOverImage;
  readonly facts: SourceFacts | undefined;
  readonly kind: SourceKind | undefined;
  /** When it was handed over, in milliseconds since 1970. */
  readonly at: number;
}

/** Milliseconds. What was uploaded earlier may be gone before it is fetched: its shortest lifetime is an hour. */
const freshness = 30 * 60_000;

/** Whether it will still be there when the model fetches it; what travels inside the request always is. */
export const isFresh = ({ image, at }: SentSource): boolean =>
  image.startsWith("data:") || Date.now() - at < freshness;

/** Brings a job's source within the backend's reach, which costs nothing. Throws as `readSource` and the backend do. */
export async function sendSource(job: Job, context: JobContext): Promise<SentSource> {
  const source = await readSource(job, context.files);
  const facts = await factsOf(source, context.files);
  return {
    image: await handOver(source, job, context),
    facts,
    kind: source.image && kindOf(source.image),
    at: Date.now(),
  };
}

/** Without its bytes, which are not to be held while fal works. */
const kindOf = ({ format, isLossy, hasAlpha }: EncodedImage): SourceKind => ({
  format,
  isLossy,
  hasAlpha,
});

/** A hosted image is within reach already, unless the model must be given another picture. */
async function handOver(
  source: JobSource,
  job: Job,
  context: JobContext,
): Promise<HandedOverImage> {
  const { pictures, signal } = context;
  if (source.address === undefined) {
    return upload(await pictures.prepare(source.image, signal), job, context);
  }
  const sent = source.image && (await pictures.prepare(source.image, signal));
  return sent === undefined || sent === source.image ? source.address : upload(sent, job, context);
}

function upload(
  image: EncodedImage,
  { options }: Job,
  context: JobContext,
): Promise<HandedOverImage> {
  checkSize(image, options);
  const { backends, signal, isAhead } = context;
  context.onProgress({ phase: "uploading" });
  return whenOnline(() => backends.cloud().handOver(image, signal, isAhead), context);
}
