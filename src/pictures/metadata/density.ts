import { uint16BE, uint32BE, uint8 } from "../../core/image/byteReader.ts";
import type { JfifDensity } from "../../core/image/bareJpeg.ts";

/** How many pixels stand on a length, across and down; or, for "ratio", how their sides relate. */
export interface Density {
  readonly unit: "inch" | "centimetre" | "metre" | "ratio";
  readonly x: number;
  readonly y: number;
}

/** How many of a unit's lengths make a metre. */
const perMetre = { inch: 1 / 0.0254, centimetre: 100, metre: 1 } as const;

/** Nothing is said by 0, nor by square pixels without a length. */
const meaningful = (density: Density): Density | undefined =>
  density.x === 0 || density.y === 0 || (density.unit === "ratio" && density.x === density.y)
    ? undefined
    : density;

/** From a PNG's pHYs chunk (specification, third edition, 11.3.4.3). */
export const fromPhys = (data: Uint8Array): Density | undefined =>
  meaningful({
    unit: uint8(data, 8) === 1 ? "metre" : "ratio",
    x: uint32BE(data, 0),
    y: uint32BE(data, 4),
  });

/** For a PNG's pHYs chunk. */
export function toPhys(density: Density): Uint8Array {
  const metric = inUnit(density, "metre");
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  view.setUint32(0, within(metric.x, 2 ** 31 - 1));
  view.setUint32(4, within(metric.y, 2 ** 31 - 1));
  data[8] = metric.unit === "ratio" ? 0 : 1;
  return data;
}

const jfifUnits = ["ratio", "inch", "centimetre"] as const;

/** From the data of a JFIF header (JFIF 1.02, page 5). */
export const fromJfif = (data: Uint8Array): Density | undefined =>
  meaningful({
    unit: jfifUnits[uint8(data, 7)] ?? "ratio",
    x: uint16BE(data, 8),
    y: uint16BE(data, 10),
  });

/** For a JFIF header. A metre it does not know: 11811 dots on one are 300 on an inch. */
export function toJfif(density: Density): JfifDensity {
  const { unit, x, y } = density.unit === "metre" ? inUnit(density, "inch") : density;
  const number = unit === "centimetre" ? 2 : unit === "inch" ? 1 : 0;
  return [number, within(x, 0xffff), within(y, 0xffff)];
}

/** The same density in another unit; a ratio stays one. */
export function inUnit(density: Density, unit: "inch" | "metre"): Density {
  if (density.unit === "ratio" || density.unit === unit) {
    return density;
  }
  const factor = perMetre[density.unit] / perMetre[unit];
  return { unit, x: density.x * factor, y: density.y * factor };
}

const within = (value: number, most: number): number =>
  Math.min(most, Math.max(1, Math.round(value)));
