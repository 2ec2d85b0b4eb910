import sharp from "sharp";
import type { Rgba } from "./rasters.ts";
import { drawn, sharpOf } from "./rasters.ts";

/** A small drawing, such as a web page's, with smooth edges. */
const icon = `<path d="M24 3l6 14 15 1-11 10 4 15-14-8-14 8 4-15L3 18l15-1z" fill="#e33"/>
  <circle cx="24" cy="24" r="6" fill="none" stroke="#222" stroke-width="2"/>`;

/** A light shape on a soft dark shadow, which shows all around it. */
const logo = `<defs><filter id="soft" x="-50%" y="-50%" width="200%" height="200%">
    <feGaussianBlur stdDeviation="2.5"/></filter></defs>
  <rect x="12" y="14" width="26" height="24" rx="5" opacity=".6" filter="url(#soft)"/>
  <rect x="9" y="9" width="26" height="24" rx="5" fill="#28c"/>
  <path d="M14 14h4v10h6v4H14z" fill="#fff"/>`;

const drawing = (content: string): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48">${content}</svg>`),
  )
    .png()
    .toBuffer();

/** A character of a game, each pixel drawn by hand, on a colour that is never seen. */
const sprite = [
  "......aaaa......",
  "....aabbbbaa....",
  "...abbbbbbbba...",
  "..abbwwbbwwbba..",
  "..abbwkbbwkbba..",
  ".abbbbbbbbbbbba.",
  ".abbrbbbbbbrbba.",
  ".abbbbkkkkbbbba.",
  "..abbbbbbbbbba..",
  "...abbbbbbbba...",
  "..agggabbaggga..",
  ".agggga..agggga.",
  ".aggga....aggga.",
  "..aaa......aaa..",
];

const paints: Readonly<Record<string, Rgba>> = {
  ".": [0, 255, 0, 0],
  a: [40, 30, 30, 255],
  b: [250, 190, 90, 255],
  w: [255, 255, 255, 255],
  k: [20, 20, 20, 255],
  r: [240, 90, 80, 255],
  g: [60, 140, 70, 255],
};

/** The icon with every pixel either there or not. */
async function mask(): Promise<Buffer> {
  const { data, info } = await sharp(await drawing(icon))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const hard = data.map((sample, index) => (index % 4 === 3 ? (sample >= 128 ? 255 : 0) : sample));
  return sharp(hard, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
}

/** PNG files of the kinds of transparency that people use. */
export const transparentPictures: Readonly<Record<string, Buffer>> = {
  "an icon": await drawing(icon),
  "a sprite": await sharpOf(drawn(16, 14, (x, y) => paints[sprite[y]?.[x] ?? "."] ?? [0, 0, 0, 0]))
    .png()
    .toBuffer(),
  "a logo with a soft shadow": await drawing(logo),
  "a mask of 1 bit": await mask(),
};
