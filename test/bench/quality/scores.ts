import type { Raster } from "../../../src/pictures/raster.ts";
import { luma } from "./luma.ts";
import { psnr } from "./psnr.ts";
import { ssim } from "./ssim.ts";

/** How near an enlarged picture is to the true one. */
export interface Score {
  /** dB. */
  readonly psnr: number;
  /** 1 is the same. */
  readonly ssim: number;
}

/** Compares brightness, leaving out a border as wide as the scale, as papers on upscaling do. */
export function score(truth: Raster, output: Raster, scale: number): Score {
  const a = luma(truth, scale);
  const b = luma(output, scale);
  return { psnr: psnr(a, b), ssim: ssim(a, b) };
}
