import pLimit from "p-limit";
import { encodedImage } from "./encodedImage.ts";
import type { EncodedImage, NotAnImage } from "./encodedImage.ts";
import type { ImageFiles, SourceFile } from "./files.ts";
import { sha256 } from "./hash.ts";

/** A source as it was looked at before anything was planned; its bytes are not kept. */
export interface SurveyedImage extends Omit<EncodedImage, "bytes" | "hasAlpha"> {
  readonly byteLength: number;
  /** SHA-256 of the file, in hex. */
  readonly hash: string;
}

/** A source, and what it is: a picture, something else, or nothing that can be read; neither where nobody can look. */
export interface Surveyed {
  readonly source: SourceFile;
  readonly image?: SurveyedImage;
  readonly problem?: NotAnImage["problem"] | "cannotRead";
}

/** Files that are in memory at a time. */
const atATime = 4;

/** Looks at each source, in the order given. Rejects with the reason of `signal` only. */
export function surveySources(
  sources: readonly SourceFile[],
  files: Pick<ImageFiles, "read">,
  signal: AbortSignal,
  onLooked: () => void = () => undefined,
): Promise<Surveyed[]> {
  const limit = pLimit(atATime);
  return limit.map(sources, async (source) => {
    signal.throwIfAborted();
    const surveyed = await surveySource(source, files);
    onLooked();
    return surveyed;
  });
}

async function surveySource(
  source: SourceFile,
  files: Pick<ImageFiles, "read">,
): Promise<Surveyed> {
  const bytes = await files.read(source.uri).catch(() => undefined);
  if (bytes === undefined) {
    // A hosted image that cannot be fetched from here may still be within fal's reach.
    return source.hosted ? { source } : { source, problem: "cannotRead" };
  }
  const found = encodedImage(bytes);
  if ("problem" in found) {
    return { source, problem: found.problem };
  }
  const { bytes: whole, ...image } = found;
  return { source, image: { ...image, byteLength: whole.length, hash: await sha256(whole) } };
}
