import { concatUint8Arrays, hexToUint8Array, uint8ArrayToHex } from "uint8array-extras";
import {
  beginsWith,
  fromLatin1,
  latin1,
  uint16BE,
  uint32BE,
  uint8,
} from "../../core/image/byteReader.ts";

// Image resources: Adobe Photoshop File Formats Specification.
const signature = "8BIM";
const iptcResource = 0x0404;

/**
 * The IPTC records among Photoshop's image resources. All other resources describe the old file: its
 * thumbnail, guides and slices in pixels, copies of EXIF and XMP.
 */
export function iptcOf(resources: Uint8Array): Uint8Array | undefined {
  let offset = 0;
  while (beginsWith(resources.subarray(offset), signature)) {
    const nameLength = uint8(resources, offset + 6) + 1;
    const sizeAt = offset + 6 + nameLength + (nameLength % 2);
    const length = uint32BE(resources, sizeAt);
    const data = resources.subarray(sizeAt + 4, sizeAt + 4 + length);
    if (uint16BE(resources, offset + 4) === iptcResource) {
      return data.length === length && length > 0 ? data : undefined;
    }
    offset = sizeAt + 4 + length + (length % 2);
  }
  return undefined;
}

/** Image resources with IPTC records and nothing else. */
export function resourcesWith(iptc: Uint8Array): Uint8Array {
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint16(0, iptcResource);
  // Two bytes for the empty name.
  view.setUint32(4, iptc.length);
  return concatUint8Arrays([fromLatin1(signature), head, iptc, new Uint8Array(iptc.length % 2)]);
}

/**
 * A PNG has no place for IPTC of its own. ImageMagick began to write it as text, in hexadecimal digits
 * after a name and a length, and ExifTool, GIMP and others read that.
 */
export const rawProfileKeyword = "Raw profile type iptc";

/** The records in such a text, whether as they are or among image resources. */
export function iptcOfText(text: Uint8Array): Uint8Array | undefined {
  const [, length = "", digits = ""] =
    /^\n[^\n]*\n\s*(\d+)\n([\da-f\s]*)$/i.exec(asText(text)) ?? [];
  const hex = digits.replaceAll(/\s/g, "");
  if (hex.length === 0 || hex.length !== 2 * Number(length)) {
    return undefined;
  }
  const bytes = hexToUint8Array(hex);
  return uint8(bytes, 0) === 0x1c ? bytes : iptcOf(bytes);
}

/** Such a text with the records among image resources, as ExifTool writes them. */
export function textWithIptc(iptc: Uint8Array): Uint8Array {
  const resources = resourcesWith(iptc);
  const lines = uint8ArrayToHex(resources).match(/.{1,72}/g) ?? [];
  return fromLatin1(`\niptc\n${String(resources.length).padStart(8)}\n${lines.join("\n")}\n`);
}

const asText = (bytes: Uint8Array): string => {
  let text = "";
  for (let offset = 0; offset < bytes.length; offset += 0x8000) {
    text += latin1(bytes, offset, 0x8000);
  }
  return text;
};
