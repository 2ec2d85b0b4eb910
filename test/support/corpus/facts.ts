import sharp from "sharp";

/** What libvips finds in a file. */
export interface Facts {
  readonly format: string;
  /** Pixels as stored. */
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  /** False also where a channel of alpha is 255 all over. */
  readonly isTransparent: boolean;
  readonly depth: 8 | 16;
  readonly profile: Uint8Array | undefined;
  /** Whether the words of a telling picture stand in it. */
  readonly exif: boolean;
  readonly xmp: boolean;
  readonly iptc: boolean;
  /** Dots on an inch, where the file says something. */
  readonly density: number | undefined;
}

/** Stray bytes between segments are no reason to stop. */
const lenient = { failOn: "none", ignoreIcc: true } as const;

/** An independent look at a file: by libvips, but for what it has no eyes for in PNG and WebP. */
export async function factsOf(bytes: Uint8Array): Promise<Facts> {
  const found = await sharp(bytes, lenient).metadata();
  const { format, width, height, orientation = 1, icc, exif, xmp, iptc, depth } = found;
  const { isOpaque } = await sharp(bytes, lenient).stats();
  return {
    format,
    width,
    height,
    orientation,
    isTransparent: !isOpaque,
    depth: depth === "ushort" ? 16 : 8,
    profile: icc && new Uint8Array(icc),
    exif: exif?.includes("A camera") === true,
    xmp: xmp?.includes("dc:title") === true,
    // libvips does not unpack the text that holds them in a PNG.
    iptc: iptc !== undefined || Buffer.from(bytes).includes("Raw profile type iptc"),
    density: densityOf(bytes, found.density, exif),
  };
}

/** libvips says 72 where a PNG or JPEG says nothing, and does not look into a WebP's EXIF. */
function densityOf(
  bytes: Uint8Array,
  density: number | undefined,
  exif: Buffer | undefined,
): number | undefined {
  if (bytes[0] === 0x52) {
    return exif?.includes(Buffer.from("2c01000001000000", "hex")) === true ? 300 : undefined;
  }
  const rounded = Math.round(density ?? 72);
  return rounded === 72 ? undefined : rounded;
}
