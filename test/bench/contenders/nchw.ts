import type { Raster } from "../../../src/pictures/raster.ts";

/** Pixels as a network of PyTorch's school wants them: planes of red, green and blue from 0 to 1. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A picture with its edges repeated `margin` px outwards. */
export function planesOf({ width, height, data }: Raster, margin: number): Planes {
  const size = { width: width + 2 * margin, height: height + 2 * margin };
  const plane = size.width * size.height;
  const out = new Float32Array(3 * plane);
  for (let y = 0; y < size.height; y++) {
    const row = clamp(y - margin, height) * width;
    for (let x = 0; x < size.width; x++) {
      const from = (row + clamp(x - margin, width)) * 4;
      const to = y * size.width + x;
      out[to] = (data[from] ?? 0) / 255;
      out[to + plane] = (data[from + 1] ?? 0) / 255;
      out[to + 2 * plane] = (data[from + 2] ?? 0) / 255;
    }
  }
  return { ...size, data: out };
}

const clamp = (value: number, limit: number) => Math.min(Math.max(value, 0), limit - 1);

/** Planes as an opaque picture; what is beyond 0 and 1 is cut off. */
export function rasterOf({ width, height, data }: Planes): Raster {
  const plane = width * height;
  const out = new Uint8ClampedArray(4 * plane).fill(255);
  for (let from = 0, to = 0; from < plane; from++, to += 4) {
    out[to] = (data[from] ?? 0) * 255;
    out[to + 1] = (data[from + plane] ?? 0) * 255;
    out[to + 2] = (data[from + 2 * plane] ?? 0) * 255;
  }
  return { width, height, data: out };
}
