import { areUint8ArraysEqual } from "uint8array-extras";
import { displayP3, greyProfile } from "../profiles.ts";
import type { Facts } from "./facts.ts";
import type { Refused, Sample } from "./sample.ts";
import type { Row } from "./table.ts";

const none = "–";

const yes = (is: boolean): string => (is ? "yes" : none);

const fact = (before: string | number, now: string | number): string | number =>
  before === now ? now : `${before} → ${now}`;

function profileName(profile: Uint8Array | undefined): string {
  if (!profile) {
    return none;
  }
  if (areUint8ArraysEqual(profile, displayP3)) {
    return "Display P3";
  }
  return areUint8ArraysEqual(profile, greyProfile()) ? "grey" : "its twin in RGB";
}

/** What is kept of a sample, for the table. `distances` are of white, black and magenta. */
export const keptRow = (
  sample: Sample,
  way: string,
  [before, now]: readonly [Facts, Facts],
  distances: readonly number[],
): Row => ({
  picture: sample.name,
  what: sample.about,
  by: way,
  size: `${before.width} × ${before.height} → ${now.width} × ${now.height}`,
  format: fact(before.format, now.format),
  bits: fact(before.depth, now.depth),
  alpha: fact(yes(before.isTransparent), yes(now.isTransparent)),
  profile: fact(profileName(before.profile), profileName(now.profile)),
  orientation: fact(before.orientation, now.orientation),
  EXIF: fact(yes(before.exif), yes(now.exif)),
  XMP: fact(yes(before.xmp), yes(now.xmp)),
  IPTC: fact(yes(before.iptc), yes(now.iptc)),
  density: fact(before.density ?? none, now.density ?? none),
  distance: distances.map((distance) => distance.toFixed(1)).join(" / "),
});

/** What becomes of a file that is refused, for the table. */
export const refusedRow = (file: Refused, inspection: string, decoding: string): Row => ({
  file: file.name,
  what: file.about,
  inspection,
  decoding,
});
