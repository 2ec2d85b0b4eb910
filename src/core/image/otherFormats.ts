import { latin1 } from "./byteReader.ts";
import type { RefusedImage } from "./inspection.ts";
import { refused } from "./inspection.ts";
import { detectMarkup } from "./markup.ts";

/** Names a format by the bytes it begins with. */
type Beginnings = readonly (readonly [begins: string, format: string])[];

/** Pictures that cannot be upscaled, by the names people know them by. */
const pictures: Beginnings = [
  ["GIF87a", "GIF"],
  ["GIF89a", "GIF"],
  ["II*\0", "TIFF"],
  ["MM\0*", "TIFF"],
  ["II+\0", "TIFF"],
  ["MM\0+", "TIFF"],
  ["8BPS\0", "PSD"],
  ["\0\0\x01\0", "ICO"],
  ["\0\0\x02\0", "CUR"],
  ["icns", "ICNS"],
  ["\xff\x0a", "JPEG XL"],
  ["\0\0\0\x0cJXL ", "JPEG XL"],
  ["\xff\x4f\xff\x51", "JPEG 2000"],
  ["\0\0\0\x0cjP  ", "JPEG 2000"],
  ["II\xbc", "JPEG XR"],
  ["DDS ", "DDS"],
  ["v/1\x01", "OpenEXR"],
  ["#?RADIANCE", "Radiance HDR"],
  ["qoif", "QOI"],
  ["\xabKTX ", "KTX"],
];

/** What is no picture, but sometimes bears the name of one. */
const documents: Beginnings = [
  ["%PDF-", "PDF"],
  ["PK\x03\x04", "ZIP"],
  ["version https://git-lfs.github.com/spec/", "Git LFS pointer"],
];

/** Enough for a file's first box with its list of brands. */
const headLength = 128;

/** Names what bytes are that are no PNG, JPEG or WebP, as far as they tell. */
export function detectOther(bytes: Uint8Array): RefusedImage {
  const head = latin1(bytes, 0, headLength);
  const picture = formatOf(head, pictures) ?? bitmapOf(head) ?? boxedPictureOf(head);
  if (picture !== undefined) {
    return refused("unsupportedFormat", picture);
  }
  const markup = detectMarkup(bytes);
  return markup === "SVG"
    ? refused("svg", markup)
    : refused("notAnImage", markup ?? formatOf(head, documents) ?? videoOf(head));
}

const formatOf = (head: string, beginnings: Beginnings): string | undefined =>
  beginnings.find(([begins]) => head.startsWith(begins))?.[1];

/** Text may begin with "BM" too: a bitmap's second header is 12 to 124 bytes long. */
const bitmapOf = (head: string): string | undefined =>
  head.startsWith("BM") && /^[\f-|]\0{3}$/.test(head.slice(14, 18)) ? "BMP" : undefined;

/** AVIF and HEIC are told apart by their brands (ISO 14496-12, 4.3), often only by a later one. */
function boxedPictureOf(head: string): string | undefined {
  if (!isBoxed(head)) {
    return undefined;
  }
  const brands = head.slice(8);
  if (/^(?:.{4})*?avi[fs]/s.test(brands)) {
    return "AVIF";
  }
  return /^(?:hei[cxms]|hev[cxms]|mif1|msf1)/.test(brands) ? "HEIC" : undefined;
}

const videoOf = (head: string): string | undefined => (isBoxed(head) ? "MP4" : undefined);

const isBoxed = (head: string): boolean => head.slice(4, 8) === "ftyp";
