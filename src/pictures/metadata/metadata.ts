import { inspectImage } from "../../core/image/inspectImage.ts";
import type { ImageInfo } from "../../core/image/inspectImage.ts";
import type { Density } from "./density.ts";
import { readJpegMetadata } from "./readJpeg.ts";
import { readPngMetadata } from "./readPng.ts";
import { readWebpMetadata } from "./readWebp.ts";

/** What a file tells beside its pixels. Nothing in it was believed yet but the profile's frame. */
export interface Metadata {
  /** An ICC profile. */
  readonly profile?: Uint8Array | undefined;
  /** A PNG's other chunks about colour, whole; no other format can hold them. */
  readonly colourChunks?: readonly Uint8Array[];
  /** A TIFF structure, without the name that it has in a JPEG. */
  readonly exif?: Uint8Array | undefined;
  /** An XMP packet, XML in UTF-8. */
  readonly xmp?: Uint8Array | undefined;
  /** IPTC-IIM records. */
  readonly iptc?: Uint8Array | undefined;
  readonly density?: Density | undefined;
  /** Comments, as segments of a JPEG or text chunks of a PNG, whole. They stay where the format does. */
  readonly texts?: { readonly format: ImageInfo["format"]; readonly parts: readonly Uint8Array[] };
}

/** What a PNG, JPEG or WebP tells beside its pixels; nothing where the bytes are none. Never rejects. */
export async function readMetadata(bytes: Uint8Array): Promise<Metadata> {
  const info = inspectImage(bytes);
  if (!info.ok) {
    return {};
  }
  switch (info.format) {
    case "png":
      return readPngMetadata(bytes);
    case "jpeg":
      return readJpegMetadata(bytes);
    case "webp":
      return readWebpMetadata(bytes);
  }
}

/** Whether there is anything to take over. */
export const saysAnything = ({ colourChunks = [], texts, ...others }: Metadata): boolean =>
  colourChunks.length + (texts?.parts.length ?? 0) > 0 ||
  Object.values(others).some((part) => part !== undefined);
