import { join } from "node:path";
import sharp from "sharp";
import { OnDevice } from "../../../src/backends/device/onDevice.ts";
import { encodedImage } from "../../../src/core/encodedImage.ts";
import type { DeviceModel } from "../../../src/core/model.ts";
import type { Raster } from "../../../src/pictures/raster.ts";
import { repository } from "../../run/paths.ts";
import { lanczos3, resample } from "../pictures/resample.ts";
import { pixelsOf, sharpOf } from "../pictures/sharpRaster.ts";
import { productPool } from "../product/productPool.ts";

/** How much larger the figure shows its sources. */
export const scale = 3;

/** Makes a picture larger, one way or another. */
export type Enlarge = (source: Raster) => Promise<Raster>;

/** The same pixels, larger. */
export const nearest: Enlarge = ({ width, height, data }) => {
  const size = { width: width * scale, height: height * scale };
  const out = new Uint32Array(size.width * size.height);
  const pixels = new Uint32Array(data.buffer);
  for (const index of out.keys()) {
    const x = Math.floor((index % size.width) / scale);
    out[index] = pixels[Math.floor(index / size.width / scale) * width + x] ?? 0;
  }
  return Promise.resolve({ ...size, data: new Uint8ClampedArray(out.buffer) });
};

/** Lanczos3, as image editors do it: colour weighted by alpha. */
export const lanczos: Enlarge = (source) => {
  const size = { width: source.width * scale, height: source.height * scale };
  const weighted = mapPixels(source, (colour, alpha) => (colour * alpha) / 255);
  const colour = resample(weighted, size, lanczos3);
  const { data: alpha } = resample(
    mapPixels(source, (_, value) => value),
    size,
    lanczos3,
  );
  for (let at = 0; at < colour.data.length; at += 4) {
    const opacity = alpha[at] ?? 0;
    for (let channel = 0; channel < 3; channel++) {
      colour.data[at + channel] = ((colour.data[at + channel] ?? 0) * 255) / Math.max(1, opacity);
    }
    colour.data[at + 3] = opacity;
  }
  return Promise.resolve(colour);
};

function mapPixels(source: Raster, map: (colour: number, alpha: number) => number): Raster {
  const data = source.data.map((value, index, all) =>
    index % 4 === 3 ? 255 : map(value, all[index | 3] ?? 0),
  );
  return { ...source, data };
}

/** The product's own way, from PNG to PNG. */
export function onDevice(model: DeviceModel): Enlarge {
  const backend = new OnDevice(productPool(join(repository, "dist/pictures")));
  return async (source) => {
    const image = encodedImage(new Uint8Array(await sharpOf(source).png().toBuffer()));
    if ("problem" in image) {
      throw new Error(`the source is ${image.problem}`);
    }
    const options = { model, scale, denoise: "auto" } as const;
    const { signal } = new AbortController();
    const result = await backend.upscale(image, options, () => {}, signal);
    return pixelsOf(sharp(result.image.bytes));
  };
}
