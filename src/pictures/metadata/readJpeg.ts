import { concatUint8Arrays } from "uint8array-extras";
import { isJfif } from "../../core/image/bareJpeg.ts";
import { beginsWith, uint8 } from "../../core/image/byteReader.ts";
import { jpegMarker, jpegSegments, segmentName } from "../../core/image/jpegSegments.ts";
import type { JpegSegment } from "../../core/image/jpegSegments.ts";
import { fromJfif } from "./density.ts";
import { iptcOf } from "./iptc.ts";
import type { Metadata } from "./metadata.ts";
import { soundProfile } from "./profile.ts";

/** What a JPEG, which was inspected before, tells beside its pixels. XMP's extension is left: depth maps and old pictures. */
export function readJpegMetadata(bytes: Uint8Array): Metadata {
  const segments = [...jpegSegments(bytes)];
  const named = (wanted: number, name: string) =>
    segments
      .filter(({ marker, data }) => marker === wanted && beginsWith(data, name))
      .map(({ data }) => data.subarray(name.length));
  const jfif = segments.find(isJfif);
  const photoshop = named(jpegMarker.app13, segmentName.photoshop);
  return {
    profile: soundProfile(joinProfile(named(jpegMarker.app2, segmentName.profile))),
    exif: named(jpegMarker.app1, segmentName.exif)[0],
    xmp: named(jpegMarker.app1, segmentName.xmp)[0],
    iptc: iptcOf(concatUint8Arrays(photoshop)),
    density: jfif && fromJfif(jfif.data),
    texts: { format: "jpeg", parts: segments.filter(isComment).map((segment) => segment.bytes) },
  };
}

const isComment = ({ marker }: JpegSegment): boolean => marker === jpegMarker.comment;

/** Each part begins with its number, from 1, and how many there are (ICC.1:2022, annex B.4). */
function joinProfile(parts: readonly Uint8Array[]): Uint8Array | undefined {
  const count = uint8(parts[0] ?? new Uint8Array(), 1);
  const inOrder = Array.from({ length: count }, (_, index) =>
    parts.find((part) => uint8(part, 0) === index + 1 && uint8(part, 1) === count),
  );
  const found = inOrder.filter((part) => part !== undefined);
  return found.length === count && count > 0
    ? concatUint8Arrays(found.map((part) => part.subarray(2)))
    : undefined;
}
