import type { ImageInfo } from "../../core/image/inspectImage.ts";
import { mostSegmentData, segmentName } from "../../core/image/jpegSegments.ts";
import type { Changes } from "./changes.ts";
import type { Density } from "./density.ts";
import { densityIn, exifFor } from "./exifFor.ts";
import type { Metadata } from "./metadata.ts";
import { isOurParameters, isParameters, parametersChunk } from "./parametersChunk.ts";
import { isAboutPlace } from "./pngText.ts";
import { channelsOfProfile } from "./profile.ts";
import type { Channels } from "./profile.ts";
import type { ResultFile } from "./resultFile.ts";
import { rgbTwin } from "./rgbTwin.ts";
import { xmpFor } from "./xmpFor.ts";
import { xmpWith } from "./xmpWith.ts";

/** What a result's file is to tell, as its format holds it. */
export interface ResultMetadata extends Omit<Metadata, "texts" | "colourChunks"> {
  readonly colourChunks: readonly Uint8Array[];
  readonly texts: readonly Uint8Array[];
}

/** The source's metadata, true of a result. */
export function resultMetadata(
  source: Metadata,
  { format, channels, hasPlaceForDensity }: ResultFile,
  changes: Changes,
): ResultMetadata {
  const { profile, iptc, colourChunks = [], texts } = source;
  const density = densityOf(source, changes);
  const isSameFormat = texts?.format === format;
  return {
    profile: changes.sameColours ? profileFor(profile, channels) : undefined,
    colourChunks: changes.sameColours ? colourChunks : [],
    exif: exifFor(source.exif, changes, hasPlaceForDensity ? undefined : density),
    xmp: xmpOf(source.xmp, format, changes),
    iptc,
    density,
    texts: textsOf(isSameFormat ? texts.parts : [], format, changes),
  };
}

function densityOf({ density, exif }: Metadata, { swapsSides }: Changes): Density | undefined {
  const before = density ?? densityIn(exif);
  return before && swapsSides ? { ...before, x: before.y, y: before.x } : before;
}

/** A JPEG has room for one segment: what is too much for it is not worth the source's own packet. */
function xmpOf(
  source: Uint8Array | undefined,
  format: ImageInfo["format"],
  changes: Changes,
): Uint8Array | undefined {
  const packet = xmpFor(source, changes);
  const telling = changes.made && xmpWith(packet, changes.made);
  return telling && (format !== "jpeg" || fitsSegment(telling)) ? telling : packet;
}

const fitsSegment = ({ length }: Uint8Array): boolean =>
  segmentName.xmp.length + length <= mostSegmentData;

function textsOf(
  parts: readonly Uint8Array[],
  format: ImageInfo["format"],
  changes: Changes,
): readonly Uint8Array[] {
  const kept = parts.filter((text) => mayTell(text, format, changes));
  if (format !== "png") {
    return kept;
  }
  const others = kept.filter((text) => !isOurParameters(text));
  return changes.made && !others.some(isParameters)
    ? [...others, ...parametersChunk(changes.made)]
    : others;
}

/** Comments of a JPEG have no names to go by. */
const mayTell = (text: Uint8Array, format: ImageInfo["format"], { gps }: Changes): boolean =>
  gps === "keep" || format !== "png" || !isAboutPlace({ data: text.subarray(8) });

/** A profile of other channels would describe nothing; but a grey one has a twin among the coloured. */
function profileFor(
  profile: Uint8Array | undefined,
  channels: Channels | undefined,
): Uint8Array | undefined {
  const described = profile && channelsOfProfile(profile);
  if (!profile || described === channels) {
    return profile;
  }
  return described === "grey" && channels === "rgb" ? rgbTwin(profile) : undefined;
}
