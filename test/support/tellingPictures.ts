import { deflateSync } from "node:zlib";
import sharp from "sharp";
import {
  jpegSegment,
  webpChunk,
  webpChunks,
  webpOf,
  withChunks,
  withSegments,
} from "./containers.ts";
import { exifBlock } from "./exifBlocks.ts";
import type { ExifParts } from "./exifBlocks.ts";
import { insertedAt, picture, pngChunk } from "./images.ts";
import { displayP3 } from "./profiles.ts";

type Format = "png" | "jpeg" | "webp";

/** Stands in everything that must not leave this computer, more than once. */
export const secret = "SECRET";

/** Its bytes stand where readers count from the block's start. */
export const makerNote = Buffer.from(`${secret} of the maker, who counts from far away`);

/** The fields of a photo that tells everything. */
export const exifFields: ExifParts = {
  image: {
    0x010e: { ascii: `${secret} title` },
    0x010f: { ascii: "A camera" },
    0x0112: { short: [6] },
    0x011a: { rational: [[300, 1]] },
    0x011b: { rational: [[300, 1]] },
    0x0128: { short: [2] },
    0x8298: { ascii: "Somebody's own" },
  },
  exif: {
    0x829a: { rational: [[1, 125]] },
    0x9003: { ascii: "2026:05:04 03:02:01" },
    0x927c: { undefined: makerNote },
    0xa001: { short: [65_535] },
    0xa002: { long: [48] },
    0xa003: { long: [32] },
  },
  gps: {
    0x0001: { ascii: "N" },
    0x0002: {
      rational: [
        [52, 1],
        [31, 1],
        [12, 1],
      ],
    },
    0x0003: { ascii: "E" },
    0x0004: {
      rational: [
        [13, 1],
        [24, 1],
        [36, 1],
      ],
    },
    0x001b: { undefined: Buffer.from(`ASCII\0\0\0${secret}`) },
  },
  interop: { 0x0001: { ascii: "R98" } },
};

/** XMP as Adobe's programs write it: some properties as attributes, some as elements. */
export const xmpPacket = `<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="${secret}">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/"
    tiff:Orientation="6" exif:PixelXDimension="48" exif:GPSLatitude="52,31.2N" xmp:Rating="4">
   <exif:PixelYDimension>32</exif:PixelYDimension>
   <exif:GPSLongitude>13,24.6E</exif:GPSLongitude>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Grüße &amp; ${secret}</rdf:li></rdf:Alt></dc:title>
   <xmp:Thumbnails><rdf:Alt><rdf:li rdf:parseType="Resource">
     <xmpGImg:image>${Buffer.from(secret).toString("base64")}</xmpGImg:image></rdf:li></rdf:Alt></xmp:Thumbnails>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;

const record = (number: number, text: string): Buffer =>
  Buffer.concat([Buffer.from([0x1c, 2, number, 0, text.length]), Buffer.from(text)]);

/** IPTC records: a headline, a city, a by-line. */
export const iptcRecords: Uint8Array = Buffer.concat([
  record(80, "Somebody"),
  record(90, "Berlin"),
  record(105, `${secret} headline`),
]);

/** A resource of Photoshop's. */
function imageResource(id: number, data: Uint8Array): Buffer {
  const head = Buffer.from("8BIM\0\0\0\0\0\0\0\0", "latin1");
  head.writeUInt16BE(id, 4);
  head.writeUInt32BE(data.length, 8);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** Image resources with IPTC between a thumbnail's and another's. */
const photoshop = Buffer.concat([
  imageResource(0x040c, Buffer.from(`${secret} thumbnail`)),
  imageResource(0x0404, iptcRecords),
  imageResource(0x03ed, Buffer.alloc(16)),
]);

/** The pixels of every telling picture: 48 × 32 as stored, in Display P3. */
async function bare(format: Format): Promise<Uint8Array> {
  const plain = sharp(await picture()).withIccProfile("p3");
  return plain.toFormat(format, { lossless: format === "webp" }).toBuffer();
}

/** A picture that tells all that its format can: orientation 6, profile, EXIF with GPS, XMP, IPTC, comments, and more behind its end. */
export async function tellingPicture(format: Format, fields = exifFields): Promise<Uint8Array> {
  const thumbnail = Buffer.concat([await picture({ format: "jpeg" }), Buffer.from(secret)]);
  const exif = exifBlock({ ...fields, thumbnail });
  const told = tellers[format](await bare(format), exif);
  return Buffer.concat([told, Buffer.from(`${secret} behind the end`)]);
}

const tellers: Record<Format, (bytes: Uint8Array, exif: Buffer) => Uint8Array> = {
  jpeg: (bytes, exif) =>
    withSegments(
      withDensity(bytes),
      jpegSegment(0xe1, "Exif\0\0", exif),
      jpegSegment(0xe1, "http://ns.adobe.com/xap/1.0/\0", Buffer.from(xmpPacket)),
      jpegSegment(0xed, "Photoshop 3.0\0", photoshop),
      jpegSegment(0xfe, `${secret} comment`),
      jpegSegment(0xe2, "MPF\0", secret),
      jpegSegment(0xeb, "JP", secret),
      Buffer.from(`${secret} between segments`),
    ),
  png: (bytes, exif) => withChunks(withoutChunk(bytes, "pHYs"), ...pngTold(exif)),
  webp: (bytes, exif) => {
    const chunks = webpChunks(bytes);
    const canvas = Buffer.from(chunks.get("VP8X") ?? "");
    canvas[0] = (canvas[0] ?? 0) | 0x0c;
    return webpOf(
      webpChunk("VP8X", canvas),
      webpChunk("ICCP", displayP3),
      webpChunk("VP8L", chunks.get("VP8L") ?? Buffer.of()),
      webpChunk("EXIF", exif),
      webpChunk("XMP ", Buffer.from(xmpPacket)),
      webpChunk("OWN ", Buffer.from(secret)),
    );
  },
};

function pngTold(exif: Buffer): Uint8Array[] {
  const density = Buffer.alloc(9);
  density.writeUInt32BE(11_811, 0);
  density.writeUInt32BE(11_811, 4);
  density[8] = 1;
  return [
    pngChunk("pHYs", density),
    pngChunk("eXIf", exif),
    pngChunk("iTXt", Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmpPacket}`)),
    pngChunk("tEXt", Buffer.from(`Comment\0${secret} comment`)),
    pngChunk("zTXt", Buffer.concat([Buffer.from("Raw profile type iptc\0\0"), rawIptc()])),
    pngChunk("tEXt", Buffer.from(`GPSLatitude\0${secret} place`)),
    pngChunk("tEXt", Buffer.from(`exif:Orientation\0${secret}: 6`)),
    pngChunk("tIME", Buffer.from([0x07, 0xea, 5, 4, 3, 2, 1])),
    pngChunk("seCr", Buffer.from(secret)),
  ];
}

const rawIptc = (): Buffer =>
  deflateSync(`\niptc\n${String(photoshop.length).padStart(8)}\n${photoshop.toString("hex")}\n`);

/** With a JFIF header that says 300 pixels on an inch. */
const withDensity = (jpeg: Uint8Array): Uint8Array =>
  insertedAt(jpeg, 2, jpegSegment(0xe0, "JFIF\0\x01\x02\x01\x01\x2c\x01\x2c\0\0"));

function withoutChunk(png: Uint8Array, type: string): Uint8Array {
  const at = Buffer.from(png).indexOf(type) - 4;
  return at < 0
    ? png
    : Buffer.concat([
        png.subarray(0, at),
        png.subarray(at + 12 + Buffer.from(png).readUInt32BE(at)),
      ]);
}
