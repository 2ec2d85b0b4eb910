import { crc32 } from "node:zlib";
import sharp from "sharp";
import type { Sharp } from "sharp";
import { Random } from "./random.ts";

/** What a test wants of a picture; whatever it leaves out does not matter to it. */
export interface PictureOptions {
  readonly format?: "png" | "jpeg" | "webp";
  /** Pixels as stored, before the orientation. */
  readonly width?: number;
  readonly height?: number;
  /** Makes the bottom right quarter transparent. PNG and WebP only. */
  readonly alpha?: boolean;
  /** Written as EXIF orientation, 1..8; without it the file has no EXIF. */
  readonly orientation?: number;
  /** Interlaced PNG, progressive JPEG. */
  readonly progressive?: boolean;
  /** Lossless WebP, where lossy is the rule. */
  readonly lossless?: boolean;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** The quarters of every picture made here, as stored: told apart even after JPEG and scaling. */
export const quarters = {
  topLeft: [220, 40, 40],
  topRight: [40, 170, 60],
  bottomLeft: [40, 80, 220],
  bottomRight: [240, 200, 40],
} as const satisfies Record<string, Colour>;

/** The bytes of a picture: four coloured quarters with a white disc in the middle, 48 × 32 PNG. */
export function picture(options: PictureOptions = {}): Promise<Uint8Array> {
  const { format = "png", orientation, progressive = false, lossless = false } = options;
  const drawn = draw(options);
  const tagged = orientation === undefined ? drawn : drawn.withMetadata({ orientation });
  return tagged.toFormat(format, { progressive, lossless }).toBuffer();
}

/** A WebP of as many frames, each a little darker than the one before. */
export async function animatedWebp(frames = 3): Promise<Uint8Array> {
  const pages = await Promise.all(
    Array.from({ length: frames }, (_, index) =>
      draw({})
        .linear(1 - index / (2 * frames))
        .png()
        .toBuffer(),
    ),
  );
  return sharp(pages, { join: { animated: true } })
    .webp()
    .toBuffer();
}

/** An animated PNG, as its control chunk says; it holds the first of its two frames only. */
export async function apng(): Promise<Uint8Array> {
  const afterHeader = 33;
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2);
  return insertedAt(await picture(), afterHeader, pngChunk("acTL", control));
}

/** A PNG chunk with its length and checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A copy of `bytes` with `inserted` in front of the byte at `offset`. */
export const insertedAt = (bytes: Uint8Array, offset: number, inserted: Uint8Array): Uint8Array =>
  Buffer.concat([bytes.subarray(0, offset), inserted, bytes.subarray(offset)]);

/**
 * A picture of random bytes, which no format can compress: a PNG of about width × height × 3 bytes,
 * the same one for the same size and seed.
 */
export function noise(width: number, height: number, seed = 1): Promise<Uint8Array> {
  const random = new Random(seed);
  const samples = Uint8Array.from({ length: width * height * 3 }, () => random.below(256));
  return sharp(samples, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** The samples of a file as they are stored, whatever it says of orientation and colours. */
export const storedSamples = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes, { failOn: "none", ignoreIcc: true }).raw().toBuffer();

/** The colour of the pixel at a place given in parts of the width and height, 0..1, as people see it. */
export async function colourAt(bytes: Uint8Array, x: number, y: number): Promise<Colour> {
  const upright = sharp(bytes).autoOrient().removeAlpha().toColourspace("srgb").raw();
  const { data, info } = await upright.toBuffer({ resolveWithObject: true });
  const [column, row] = [Math.floor(x * info.width), Math.floor(y * info.height)];
  const offset = (row * info.width + column) * info.channels;
  const [red = 0, green = 0, blue = 0] = data.subarray(offset, offset + 3);
  return [red, green, blue];
}

function draw({ width = 48, height = 32, alpha = false }: PictureOptions): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"
      viewBox="0 0 2 2" preserveAspectRatio="none" shape-rendering="crispEdges">
    ${rect(0, 0, quarters.topLeft)} ${rect(1, 0, quarters.topRight)}
    ${rect(0, 1, quarters.bottomLeft)} ${alpha ? "" : rect(1, 1, quarters.bottomRight)}
    <circle cx="1" cy="1" r="0.3" fill="white"/>
  </svg>`;
  const drawn = sharp(Buffer.from(svg));
  return alpha ? drawn : drawn.removeAlpha();
}

const rect = (x: number, y: number, [red, green, blue]: Colour) =>
  `<rect x="${x}" y="${y}" width="1" height="1" fill="rgb(${red},${green},${blue})"/>`;
