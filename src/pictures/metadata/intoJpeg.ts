import { bareJpeg } from "../../core/image/bareJpeg.ts";
import { beginsWith } from "../../core/image/byteReader.ts";
import {
  jpegMarker,
  jpegSegment,
  jpegSegments,
  mostSegmentData,
  segmentName,
} from "../../core/image/jpegSegments.ts";
import { toJfif } from "./density.ts";
import { resourcesWith } from "./iptc.ts";
import type { ResultMetadata } from "./resultMetadata.ts";

/** What a part of a profile holds beside its name, its number and their count. */
const mostProfilePart = mostSegmentData - segmentName.profile.length - 2;

/** Parts are numbered in a byte. */
const mostProfileParts = 255;

/**
 * The parts of a JPEG with metadata instead of its own. What it says of its colours itself holds. What
 * is larger than a segment can be is left out.
 */
export function intoJpeg(bytes: Uint8Array, metadata: ResultMetadata): Uint8Array[] {
  const { profile, exif, xmp, iptc, density, texts } = metadata;
  const saysColours = [...jpegSegments(bytes)].some(
    ({ marker, data }) => marker === jpegMarker.app2 && beginsWith(data, segmentName.profile),
  );
  return bareJpeg(bytes, {
    density: density && toJfif(density),
    segments: [
      ...segment(jpegMarker.app1, segmentName.exif, exif),
      ...segment(jpegMarker.app1, segmentName.xmp, xmp),
      ...segment(jpegMarker.app13, segmentName.photoshop, iptc && resourcesWith(iptc)),
      ...(saysColours || !profile ? [] : profileSegments(profile)),
      ...texts,
    ],
  });
}

const segment = (marker: number, name: string, data: Uint8Array | undefined): Uint8Array[] =>
  data && name.length + data.length <= mostSegmentData ? [jpegSegment(marker, name, data)] : [];

function profileSegments(profile: Uint8Array): Uint8Array[] {
  const count = Math.ceil(profile.length / mostProfilePart);
  return Array.from({ length: count <= mostProfileParts ? count : 0 }, (_, index) => {
    const part = profile.subarray(index * mostProfilePart, (index + 1) * mostProfilePart);
    const name = `${segmentName.profile}${String.fromCharCode(index + 1, count)}`;
    return jpegSegment(jpegMarker.app2, name, part);
  });
}
