import type { EncodedImage, ImageShape } from "./encodedImage.ts";
import type { StoredFile } from "./files.ts";

/** A whole picture in a file that has no name yet: it may be larger than what memory should hold. */
export interface StoredImage extends ImageShape {
  readonly file: StoredFile;
}

/** What a backend made. */
export type ResultImage = EncodedImage | StoredImage;

/** Bytes of its file. */
export const lengthOf = (image: ResultImage): number =>
  "file" in image ? image.file.length : image.bytes.length;

/** The same picture with its bytes; rejects where its file cannot be read. */
export async function inMemory(image: ResultImage): Promise<EncodedImage> {
  if (!("file" in image)) {
    return image;
  }
  const { file, ...shape } = image;
  return { ...shape, bytes: await file.read() };
}

/** Removes the file of a picture that nobody gave a name. Never rejects. */
export const discard = async (image: ResultImage): Promise<void> =>
  "file" in image ? image.file.remove() : undefined;
