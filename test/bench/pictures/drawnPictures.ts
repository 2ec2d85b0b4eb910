import sharp from "sharp";
import type { Raster } from "../../../src/pictures/raster.ts";
import { dialogSvg } from "./dialogSvg.ts";
import { documentSvg } from "./documentSvg.ts";
import { editorSvg } from "./editorSvg.ts";
import type { PictureClass } from "./pictureList.ts";
import { shapesSvg } from "./shapesSvg.ts";
import { pixelsOf } from "./sharpRaster.ts";

/** A picture that is drawn here, so that nobody's work is copied. Text is in DejaVu. */
export interface DrawnPicture {
  readonly name: string;
  readonly class: PictureClass;
  readonly svg: string;
}

/** The pictures that are drawn rather than found, 480 px square. */
export const drawnPictures: readonly DrawnPicture[] = [
  { name: "shapes", class: "illustration", svg: shapesSvg() },
  { name: "editor-dark", class: "text", svg: editorSvg("dark") },
  { name: "editor-light", class: "text", svg: editorSvg("light") },
  { name: "document", class: "text", svg: documentSvg() },
  { name: "dialog", class: "text", svg: dialogSvg() },
];

/** Draws one. */
export function draw({ svg }: DrawnPicture): Promise<Raster> {
  return pixelsOf(sharp(Buffer.from(svg)).flatten({ background: "white" }));
}
