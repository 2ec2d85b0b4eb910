import { animatedWebp, apng, picture } from "../images.ts";
import { pngOf } from "./pngWriter.ts";
import type { Refused } from "./sample.ts";
import { inks } from "./jpegSamples.ts";
import { photo } from "./scenes.ts";

/** A PNG whose pixels end before the picture does, under checksums that are right. */
const shortPixels = (): Buffer => {
  const rows = pngOf({
    colourType: 2,
    depth: 8,
    width: photo.width,
    height: 8,
    sample: () => 99,
  });
  const header = pngOf({
    colourType: 2,
    depth: 8,
    width: photo.width,
    height: 32,
    sample: () => 0,
  });
  return Buffer.concat([header.subarray(0, 33), rows.subarray(33)]);
};

const without = (bytes: Uint8Array, end: number): Uint8Array =>
  bytes.subarray(0, bytes.length - end);

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}

/** A JPEG without most of its scan: whole by its markers. */
function shortScan(bytes: Uint8Array): Uint8Array {
  const scan = Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([bytes.subarray(0, scan + 14), bytes.subarray(-2)]);
}

/** A lossless WebP, whole by its chunks, that lacks pixels. */
function shortBitmap(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes).indexOf("VP8L") + 4;
  const copy = Buffer.from(bytes);
  copy.fill(0, start + 4 + 12);
  return copy;
}

/** Files that are damaged, move, or are made of inks. */
export const refusedSamples = async (): Promise<Refused[]> => {
  const [png, jpeg] = [await picture(), await picture({ format: "jpeg" })];
  const webp = await picture({ format: "webp" });
  const lossless = await picture({ format: "webp", lossless: true });
  const rows: [string, string, Uint8Array, Refused["problem"], true?][] = [
    ["animated.png", "APNG", await apng(), "animated"],
    ["animated.webp", "three frames", await animatedWebp(), "animated"],
    ["inks.jpg", "CMYK", await inks(), "cmyk", true],
    ["cut.png", "its end is missing", without(png, 20), "truncated"],
    ["cut.jpg", "its end is missing", without(jpeg, 20), "truncated"],
    ["cut.webp", "its end is missing", without(webp, 20), "truncated"],
    ["flipped.png", "one bit in the pixels", flipped(png, png.length - 40), "damaged"],
    ["frameless.jpg", "no frame", Buffer.from("ffd8ffda0002ffd9", "hex"), "damaged"],
    ["short.png", "pixels for a quarter", shortPixels(), "damaged", true],
    ["short.jpg", "pixels are missing", shortScan(jpeg), "damaged", true],
    ["short.webp", "pixels are missing", shortBitmap(lossless), "damaged", true],
    ["empty.png", "no bytes", new Uint8Array(), "empty"],
    ["page.jpg", "HTML", Buffer.from("<!doctype html><p>404"), "notAnImage"],
    ["other.png", "GIF", Buffer.from("GIF89a\x01\0\x01\0", "latin1"), "unsupportedFormat"],
  ];
  return rows.map(([name, about, bytes, problem, isSound = false]) => ({
    name,
    about,
    bytes,
    problem,
    isSound,
  }));
};
