import type { Raster } from "../../../src/pictures/raster.ts";
import { bicubic, resample } from "./resample.ts";
import { decodeOpaque, sharpOf } from "./sharpRaster.ts";

/** How a picture was spoiled, and so what an upscaler has to make good. */
export interface Task {
  readonly name: string;
  readonly scale: 2 | 4;
  /** Whether the small picture has been through a JPEG of quality 70 with halved colours. */
  readonly isJpeg: boolean;
}

/** The tasks in the order of the tables. */
export const tasks: readonly Task[] = [
  { name: "clean 2×", scale: 2, isJpeg: false },
  { name: "JPEG 2×", scale: 2, isJpeg: true },
  { name: "clean 4×", scale: 4, isJpeg: false },
];

/** Makes the small picture of a task: bicubic with antialiasing, then through JPEG where asked. */
export async function degrade(truth: Raster, { scale, isJpeg }: Task): Promise<Raster> {
  const size = { width: truth.width / scale, height: truth.height / scale };
  const small = resample(truth, size, bicubic);
  if (!isJpeg) {
    return small;
  }
  const jpeg = sharpOf(small).jpeg({ quality: 70, chromaSubsampling: "4:2:0" });
  return decodeOpaque(await jpeg.toBuffer());
}
