import type { Changes } from "./changes.ts";

/** What becomes of a property: it stays, goes, or has another value. */
export type Fate = "keep" | "drop" | { readonly value: string };

/** Addresses of vocabularies that are written. A UUID is nobody else's, and needs no host that lives as long as a picture. */
export const addresses = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  clarityUpscaler: "urn:uuid:7d0f2c4e-6b1a-4c58-9f3d-2a8e51c7b604#",
  Iptc4xmpExt: "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
  xmp: "http://ns.adobe.com/xap/1.0/",
} as const;

/** By the addresses that prefixes stand for. */
const vocabularies: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(addresses).map(([name, address]) => [address, name])),
  "http://ns.adobe.com/tiff/1.0/": "tiff",
  "http://ns.adobe.com/exif/1.0/": "exif",
  "http://ns.adobe.com/xmp/note/": "xmpNote",
  "http://ns.adobe.com/photoshop/1.0/": "photoshop",
  "http://ns.google.com/photos/1.0/camera/": "GCamera",
  "http://ns.google.com/photos/1.0/container/": "Container",
  "http://ns.google.com/photos/1.0/depthmap/": "GDepth",
  "http://ns.google.com/photos/1.0/image/": "GImage",
  "http://ns.google.com/photos/1.0/audio/": "GAudio",
  "http://ns.adobe.com/hdr-gain-map/1.0/": "hdrgm",
  "http://ns.apple.com/HDRGainMap/1.0/": "HDRGainMap",
  "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
  "http://ns.microsoft.com/photo/1.2/": "MP",
};

/** Our name for a vocabulary; an empty one for those in which only places matter. */
export const vocabularyOf = (address: string): string => vocabularies[address] ?? "";

/** Old pictures, what points at parts of the old file (videos, depth and gain maps behind the picture), and how that was made. */
const stale =
  /^(clarityUpscaler:.*|xmp:Thumbnails|xmpNote:HasExtendedXMP|GCamera:(Motion|Micro).*|(Container|GDepth|GImage|GAudio|hdrgm|HDRGainMap):.*)$/;

/** Areas in parts of the picture's sides: they hold for any size, but not for another orientation. */
const areas = /^(mwg-rs:Regions|MP:RegionInfo)$/;

const colour = /^(exif:ColorSpace|photoshop:ICCProfile)$/;

/** Latitude, longitude and the like, in the Exif vocabulary and in those of drones. */
const place = /:gps/i;

/** What must become of a property, by its vocabulary and name ("tiff:Orientation"), to be true of the result. */
export function fateOf(property: string, changes: Changes): Fate {
  const isDropped =
    stale.test(property) ||
    (changes.isTurned && areas.test(property)) ||
    (!changes.sameColours && colour.test(property)) ||
    (changes.gps === "drop" && place.test(property));
  return isDropped ? "drop" : numberFor(property, changes);
}

function numberFor(property: string, { width, height, orientation }: Changes): Fate {
  switch (property) {
    case "tiff:Orientation":
      return { value: String(orientation) };
    case "tiff:ImageWidth":
    case "exif:PixelXDimension":
      return { value: String(width) };
    case "tiff:ImageLength":
    case "exif:PixelYDimension":
      return { value: String(height) };
    default:
      return "keep";
  }
}
