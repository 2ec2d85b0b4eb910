import { isColourChunk } from "../../core/image/barePng.ts";
import { withoutExifName } from "../../core/image/exifOrientation.ts";
import { pngChunks } from "../../core/image/pngChunks.ts";
import type { PngChunk } from "../../core/image/pngChunks.ts";
import { inflated } from "./deflate.ts";
import { fromPhys } from "./density.ts";
import { iptcOfText, rawProfileKeyword } from "./iptc.ts";
import type { Metadata } from "./metadata.ts";
import { isOrdinary, isText, keywordOf, textOf, xmpKeyword } from "./pngText.ts";
import { soundProfile } from "./profile.ts";

/** Bytes of a profile; the largest in use have a few millions. */
const mostProfile = 2 ** 24;

/** What a PNG, which was inspected before, tells beside its pixels. */
export async function readPngMetadata(bytes: Uint8Array): Promise<Metadata> {
  const chunks = [...pngChunks(bytes)];
  const dataOf = (wanted: string) => chunks.find(({ type }) => type === wanted)?.data;
  const texts = chunks.filter(isText);
  const named = (keyword: string) => texts.find((chunk) => keywordOf(chunk) === keyword);
  const [exif, phys] = [dataOf("eXIf"), dataOf("pHYs")];
  const iptc = await textOf(named(rawProfileKeyword));
  return {
    profile: await profileOf(dataOf("iCCP")),
    colourChunks: chunks.filter(isOtherColour).map((chunk) => chunk.bytes),
    exif: exif && withoutExifName(exif),
    xmp: await textOf(named(xmpKeyword)),
    iptc: iptc && iptcOfText(iptc),
    density: phys && fromPhys(phys),
    texts: { format: "png", parts: texts.filter(isOrdinary).map((chunk) => chunk.bytes) },
  };
}

const isOtherColour = ({ type }: PngChunk): boolean => isColourChunk(type) && type !== "iCCP";

/** A name, a zero, the method (0), and the profile compressed. */
async function profileOf(data: Uint8Array | undefined): Promise<Uint8Array | undefined> {
  const end = data?.indexOf(0) ?? -1;
  return data && end !== -1
    ? soundProfile(await inflated(data.subarray(end + 2), mostProfile))
    : undefined;
}
