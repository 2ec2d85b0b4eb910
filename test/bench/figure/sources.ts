import sharp from "sharp";
import type { Raster } from "../../../src/pictures/raster.ts";
import { crop } from "../pictures/crop.ts";
import { dialogSvg } from "../pictures/dialogSvg.ts";
import { pictureSet } from "../pictures/pictureSet.ts";
import { pixelsOf } from "../pictures/sharpRaster.ts";

/** Of every source, px. */
export const sourceSize = { width: 88, height: 66 };

/** One row of the picture: what is enlarged. */
export interface Source {
  readonly label: string;
  readonly picture: Raster;
}

/**
 * The small pictures of the README's figure, as they are: none has been made small for it. The
 * photo is the astronaut Eileen Collins, by NASA, in the public domain (from scikit-image's
 * `skimage/data/astronaut.png`). Everything else is drawn here.
 */
export async function figureSources(): Promise<Source[]> {
  const astronaut = (await pictureSet(true, 480)).find(({ name }) => name === "astronaut");
  if (!astronaut) {
    throw new Error("the set has no astronaut");
  }
  const dialog = await pixelsOf(sharp(Buffer.from(dialogSvg())));
  return [
    { label: "Photo", picture: crop(astronaut.picture, { x: 162, y: 40, ...sourceSize }) },
    { label: "Illustration", picture: await drawn(cat) },
    { label: "User interface", picture: crop(dialog, { x: 28, y: 290, ...sourceSize }) },
    { label: "Icon with soft edges", picture: await drawn(icon) },
  ];
}

const { width, height } = sourceSize;

function drawn(content: string): Promise<Raster> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 96 72">${content}</svg>`;
  return pixelsOf(sharp(Buffer.from(svg)));
}

/** Flat colours and dark outlines. */
const cat = `<rect width="96" height="72" fill="#8fd3f4"/>
<circle cx="80" cy="13" r="8" fill="#ffe066" stroke="#2b2b3a" stroke-width="1.2"/>
<path d="M0 58 Q24 44 48 56 T96 52 V72 H0 Z" fill="#58b368" stroke="#2b2b3a" stroke-width="1.4"/>
<g stroke="#2b2b3a" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round">
<path d="M62 60 q16 2 14 -14 q-1 -6 4 -8" fill="none" stroke="#2b2b3a" stroke-width="6"/>
<path d="M62 60 q16 2 14 -14 q-1 -6 4 -8" fill="none" stroke="#f6a04d" stroke-width="3"/>
<ellipse cx="46" cy="54" rx="19" ry="13" fill="#f6a04d"/>
<path d="M28 26 L29 10 L40 19 Q46 17 52 19 L63 10 L64 26 Q66 44 46 45 Q26 44 28 26 Z" fill="#f9b463"/>
<ellipse cx="38" cy="29" rx="4" ry="5" fill="#fff"/><ellipse cx="54" cy="29" rx="4" ry="5" fill="#fff"/>
<path d="M44 36 L48 36 L46 38 Z" fill="#e85d75" stroke-width="1"/>
<path d="M46 38 q-1 4 -5 3 M46 38 q1 4 5 3" fill="none" stroke-width="1.1"/>
<path d="M31 36 L20 34 M31 39 L20 41 M61 36 L72 34 M61 39 L72 41" fill="none" stroke-width="0.8"/>
</g>
<circle cx="39" cy="30" r="2.2" fill="#2b2b3a"/><circle cx="53" cy="30" r="2.2" fill="#2b2b3a"/>`;

/** A badge with a shadow and a glow that fade to nothing. */
const icon = `<defs><filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="3"/></filter>
<linearGradient id="face" x2="0" y2="1"><stop stop-color="#7c5cff"/><stop offset="1" stop-color="#2aa7ff"/></linearGradient></defs>
<rect x="24" y="14" width="48" height="48" rx="12" fill="#000" opacity="0.45" filter="url(#soft)"/>
<rect x="24" y="10" width="48" height="48" rx="12" fill="url(#face)"/>
<path d="M37 45 V34 M37 45 H48 M59 23 V34 M59 23 H48 M39 43 L57 25" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round"/>
<circle cx="72" cy="12" r="9" fill="#ff4d6d" opacity="0.6" filter="url(#soft)"/><circle cx="72" cy="12" r="5" fill="#ff4d6d"/>`;
