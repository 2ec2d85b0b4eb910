import { barePng, isColourChunk } from "../../core/image/barePng.ts";
import { pngChunk, pngChunks } from "../../core/image/pngChunks.ts";
import { fromLatin1 } from "../../core/image/byteReader.ts";
import { concatUint8Arrays } from "uint8array-extras";
import { deflated } from "./deflate.ts";
import { toPhys } from "./density.ts";
import { rawProfileKeyword, textWithIptc } from "./iptc.ts";
import { plainText, unicodeText, xmpKeyword } from "./pngText.ts";
import type { ResultMetadata } from "./resultMetadata.ts";

/** The parts of a PNG with metadata instead of its own. What it says of its colours itself holds. */
export async function intoPng(bytes: Uint8Array, metadata: ResultMetadata): Promise<Uint8Array[]> {
  const { exif, xmp, iptc, density, texts } = metadata;
  const saysColours = [...pngChunks(bytes)].some(({ type }) => isColourChunk(type));
  return barePng(bytes, [
    ...(saysColours ? [] : await colours(metadata)),
    ...(density ? pngChunk("pHYs", toPhys(density)) : []),
    ...(exif ? pngChunk("eXIf", exif) : []),
    ...(xmp ? unicodeText(xmpKeyword, xmp) : []),
    ...(iptc ? plainText(rawProfileKeyword, textWithIptc(iptc)) : []),
    ...texts,
  ]);
}

async function colours({ profile, colourChunks }: ResultMetadata): Promise<Uint8Array[]> {
  if (!profile) {
    return [...colourChunks];
  }
  const name = fromLatin1("ICC Profile\0\0");
  const data = concatUint8Arrays([name, await deflated(profile)]);
  return [...pngChunk("iCCP", data), ...colourChunks];
}
