import type { ImageInfo } from "./inspection.ts";
import { readBitmap } from "./webp.ts";
import { webpChunks, webpFile } from "./webpChunks.ts";

/** Flags of a VP8X chunk (RFC 9649, section 2.7). */
const flags = { profile: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 } as const;

/** What is put into a WebP instead of what is taken out. */
export interface AddedToWebp {
  /** Only for a picture that has no profile of its own. */
  readonly profile?: Uint8Array | undefined;
  readonly exif?: Uint8Array | undefined;
  readonly xmp?: Uint8Array | undefined;
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/**
 * The parts of a WebP, which was inspected before, that pixels and their colours depend on, with what
 * is `added`. All else is left out: EXIF, XMP, chunks that nobody knows, what follows the end.
 */
export function bareWebp(
  bytes: Uint8Array,
  info: ImageInfo,
  added: AddedToWebp = {},
): Uint8Array[] {
  const chunks = [...webpChunks(bytes)];
  const at = chunks.findIndex(({ type, data }) => readBitmap(type, data) !== undefined);
  const dataOf = (wanted: string, end?: number) =>
    chunks.slice(0, end).find(({ type }) => type === wanted)?.data;
  // After its picture alpha means nothing.
  const alpha = info.isLossy ? dataOf("ALPH", at) : undefined;
  const profile = dataOf("ICCP") ?? added.profile;
  const { exif, xmp } = added;
  const isExtended = [profile, alpha, exif, xmp].some((part) => part !== undefined);
  const canvas = isExtended ? canvasOf(info, { profile, exif, xmp }) : undefined;
  return webpFile([
    ...optional("VP8X", canvas),
    ...optional("ICCP", profile),
    ...optional("ALPH", alpha),
    ...chunks.slice(at, at + 1),
    ...optional("EXIF", exif),
    ...optional("XMP ", xmp),
  ]);
}

const optional = (type: string, data: Uint8Array | undefined): Chunk[] =>
  data ? [{ type, data }] : [];

function canvasOf({ width, height, hasAlpha }: ImageInfo, added: AddedToWebp): Uint8Array {
  const data = new Uint8Array(10);
  const view = new DataView(data.buffer);
  data[0] =
    (added.profile ? flags.profile : 0) |
    (hasAlpha ? flags.alpha : 0) |
    (added.exif ? flags.exif : 0) |
    (added.xmp ? flags.xmp : 0);
  // 24 bits each, less one: the second is written last, over the first one's upper zeros.
  view.setUint32(4, width - 1, true);
  view.setUint16(7, (height - 1) & 0xffff, true);
  data[9] = (height - 1) >> 16;
  return data;
}
