import type { Raster, Region, Size } from "../../pictures/raster.ts";
import type { Kernel } from "./kernel.ts";

/** Where a window's pixels go in and a region's come out, in the kernel's memory. */
export interface Ports {
  readonly input: number;
  readonly output: number;
}

/** Allocates for regions up to `largestSide`. Errors: RangeError when memory cannot grow. */
export function addPorts(kernel: Kernel, largestSide: number, context: number): Ports {
  const window = largestSide + 2 * context;
  return {
    input: kernel.allocate(window * window * 4),
    output: kernel.allocate(largestSide * largestSide * 16),
  };
}

/** Errors: when `region` is too large, empty or not inside `window`, or `window` larger than it may be. */
export function checkRegion(
  { largestSide, context }: { largestSide: number; context: number },
  window: Raster,
  region: Region,
): void {
  const isInside = (at: number, length: number, end: number) =>
    at >= 0 && at <= context && length >= 1 && length <= largestSide && at + length <= end;
  const isNear = (at: number, length: number, end: number) => end - at - length <= context;
  const { x, y, width, height } = region;
  const fits =
    isInside(x, width, window.width) &&
    isInside(y, height, window.height) &&
    isNear(x, width, window.width) &&
    isNear(y, height, window.height);
  if (!fits) {
    const size = `${width}×${height} at ${x}, ${y}`;
    throw new Error(`A region of ${size} in ${window.width}×${window.height} cannot be doubled`);
  }
}

/** A copy of what came out: twice the size of a region. */
export function takeOutput(kernel: Kernel, { output }: Ports, { width, height }: Size): Raster {
  const data = new Uint8ClampedArray(width * height * 16);
  data.set(kernel.bytes(output, data.length));
  return { width: width * 2, height: height * 2, data };
}
