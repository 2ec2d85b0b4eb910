import { displaySize } from "../../../src/core/image/inspectImage.ts";
import { greyProfile } from "../profiles.ts";
import type { Facts } from "./facts.ts";
import type { Sample } from "./sample.ts";

/** Facts that can be told ahead. */
export type Expected = Omit<Facts, "profile">;

const everything = ({ format, everything: all = false }: Sample) => ({
  exif: all,
  xmp: all,
  // WebP has no place for IPTC.
  iptc: all && format !== "webp",
  density: all ? 300 : undefined,
});

/** What a sample itself must look like to libvips. */
export const expectedOf = (sample: Sample): Expected => ({
  format: sample.format,
  width: sample.width,
  height: sample.height,
  orientation: sample.orientation,
  isTransparent: sample.isTransparent === true,
  depth: sample.isDeep ? 16 : 8,
  ...everything(sample),
});

/** What the result of a sample must be at twice its size: upright, of 8 bits, and otherwise the same. */
export function expectedOfResult(sample: Sample): Expected {
  const { width, height } = displaySize(sample);
  const size = { width: 2 * width, height: 2 * height };
  return { ...expectedOf(sample), ...size, orientation: 1, depth: 8 };
}

/** What may be sent: opaque pixels of 8 bits, turned as they were unless they were made anew. */
export function expectedOfSent(sample: Sample): Expected {
  const isMade = sample.isTransparent === true || sample.isDeep === true;
  const { width, height } = isMade ? displaySize(sample) : sample;
  const nothing = { exif: false, xmp: false, iptc: false, density: undefined };
  return {
    ...expectedOf(sample),
    ...nothing,
    format: isMade ? "png" : sample.format,
    width,
    height,
    orientation: isMade ? 1 : sample.orientation,
    isTransparent: false,
    depth: 8,
  };
}

/** Whether a sample's profile is one of grey, which a result in colour replaces by its twin. */
export const isGreyProfile = ({ profile }: Sample): boolean =>
  profile !== undefined && Buffer.from(greyProfile()).equals(profile);
