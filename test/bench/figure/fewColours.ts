import sharp from "sharp";

type Colour = readonly [red: number, green: number, blue: number];

/** What a drawing is made of, and greys for the edges of letters. */
const colours: readonly Colour[] = [
  [0xff, 0xff, 0xff],
  [0xee, 0xee, 0xee],
  [0xc0, 0xc0, 0xc0],
  [0x80, 0x80, 0x80],
  [0x33, 0x33, 0x33],
  [0x00, 0x72, 0xb2],
  [0xd5, 0x5e, 0x00],
];

/** An SVG of its own size in so few colours that its WebP is small: twice the size would take twice the room. */
export async function inFewColours(svg: string): Promise<Buffer> {
  const drawn = sharp(Buffer.from(svg), { density: 72 }).removeAlpha().raw();
  const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
  for (let offset = 0; offset < data.length; offset += 3) {
    data.set(nearest(data.subarray(offset, offset + 3)), offset);
  }
  const { width, height } = info;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .webp({ lossless: true, effort: 6 })
    .toBuffer();
}

function nearest(pixel: Uint8Array): Colour {
  const distances = colours.map((colour) =>
    colour.reduce((sum, level, channel) => sum + (level - (pixel[channel] ?? 0)) ** 2, 0),
  );
  return colours[distances.indexOf(Math.min(...distances))] ?? [0, 0, 0];
}
