import sharp from "sharp";
import type { Raster } from "../../../src/pictures/raster.ts";

type Colour = (x: number, y: number) => readonly [red: number, green: number, blue: number];

/** Small pictures of every kind that a network meets, of odd sizes, the same on every machine. */
export async function goldenSources(): Promise<Readonly<Record<string, Raster>>> {
  return {
    photo: await photo(61, 47),
    drawing: await drawing(137, 29),
    noise: drawn(31, 53, noise(7)),
    gradient: drawn(46, 61, (x, y) => [x * 5.5, y * 4, 255 - 2 * (x + y)]),
    pixel: drawn(1, 1, () => [200, 30, 90]),
  };
}

/** Soft and hard edges, shading and grain. */
async function photo(width: number, height: number): Promise<Raster> {
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs>
      <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#7fa6d0"/><stop offset="1" stop-color="#f2d7b0"/></linearGradient>
      <radialGradient id="ball" cx=".35" cy=".3"><stop stop-color="#fff0e0"/><stop offset="1" stop-color="#70281c"/></radialGradient>
    </defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <path d="M0 33 L14 19 L23 30 L38 14 L61 35 V47 H0Z" fill="#42533c"/>
    <path d="M0 39 Q20 31 61 41 V47 H0Z" fill="#262d1c"/>
    <circle cx="40" cy="31" r="11" fill="url(#ball)"/>
    <path d="M6 47 V24 M9 47 V21 M11 47 V27" stroke="#19140f" stroke-width=".8"/>
  </svg>`;
  const { data } = await rendered(scene);
  const grain = noise(3);
  return drawn(width, height, (x, y) => {
    const shade = (grain(x, y)[0] - 128) / 20;
    const at = (y * width + x) * 4;
    const [red, green, blue] = colourOf(data, at);
    return [red + shade, green + shade, blue + shade];
  });
}

/** Thin strokes as of text and of line art, black and coloured, and a grid of single pixels. */
async function drawing(width: number, height: number): Promise<Raster> {
  const { data } =
    await rendered(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#fdfdfa"/>
    <g fill="none" stroke="#111" stroke-width="1.3">
      <path d="M4 14 L8 3 L12 14 M5.5 10 H10.5"/>
      <path d="M16 3 V14 H20 Q24 11 20 8.5 H16 M20 8.5 Q23 6 20 3 H16"/>
      <path d="M34 5 Q28 0 27 8.5 Q28 17 34 12"/>
      <path d="M38 14 V6 Q42 4 42 9 V14 M46 6 V14 M46 2 V3.5 M50 14 V1"/>
    </g>
    <circle cx="74" cy="14" r="12" fill="#e8413a" stroke="#000"/>
    <path d="M62 27 Q74 2 90 27" fill="none" stroke="#1848c0" stroke-width="2"/>
    <rect x="96" y="3" width="14" height="23" fill="#2a2a33"/>
    <path d="M99 8.5 H107 M99 12.5 H105 M99 16.5 H107" stroke="#9cdcfe"/>
  </svg>`);
  return drawn(width, height, (x, y) => {
    const at = (y * width + x) * 4;
    const inGrid = x >= 114 && (x + y) % 2 === 0;
    return inGrid ? [0, 0, 0] : colourOf(data, at);
  });
}

/** Random colours, the same each time (mulberry32). */
function noise(seed: number): Colour {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 24;
  };
  return () => [next(), next(), next()];
}

function drawn(width: number, height: number, colour: Colour): Raster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let index = 0; index < width * height; index++) {
    data.set([...colour(index % width, Math.floor(index / width)), 255], index * 4);
  }
  return { width, height, data };
}

const colourOf = (data: Uint8Array, at: number) =>
  [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0] as const;

const rendered = (svg: string) =>
  sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
