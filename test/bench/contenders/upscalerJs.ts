import type { Raster } from "../../../src/pictures/raster.ts";
import { requireAlternative } from "../alternatives.ts";
import type { Assignment, Contender } from "./contender.ts";
import { loadTensorFlow } from "./tensorFlow.ts";
import type { Tensor } from "./tensorFlow.ts";

/** What is used of UpscalerJS. */
interface Upscaler {
  upscale(source: Tensor, options: { readonly output: "tensor" }): Promise<Tensor>;
}

type UpscalerClass = new (options: { readonly model: unknown }) => Upscaler;

/**
 * UpscalerJS with one of its ESRGAN models for the scale that is asked for, the whole picture at
 * once: patches, which its documentation shows for long pictures, only cost more time.
 */
export async function loadUpscalerJs(size: "slim" | "medium" | "thick"): Promise<Contender> {
  const tensorFlow = await loadTensorFlow();
  const Upscaler: UpscalerClass = requireAlternative("upscaler/node");
  const models: Readonly<Record<string, unknown>> = requireAlternative(
    `@upscalerjs/esrgan-${size}`,
  );
  const create = (scale: number) => new Upscaler({ model: models[`x${scale}`] });
  const upscalers = { 2: create(2), 4: create(4) };
  return {
    upscale: async ({ source, scale }: Assignment): Promise<Raster> => {
      const shape = [source.height, source.width, 3];
      const input = tensorFlow.tensor3d(rgb(source), shape, "int32");
      const output = await upscalers[scale].upscale(input, { output: "tensor" });
      const values = await output.data();
      output.dispose();
      return raster(output.shape, values);
    },
  };
}

function rgb({ data }: Raster): Uint8Array {
  const out = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    out[to] = data[from] ?? 0;
    out[to + 1] = data[from + 1] ?? 0;
    out[to + 2] = data[from + 2] ?? 0;
  }
  return out;
}

function raster([height = 0, width = 0]: readonly number[], values: Float32Array): Raster {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < values.length; from += 3, to += 4) {
    data[to] = values[from] ?? 0;
    data[to + 1] = values[from + 1] ?? 0;
    data[to + 2] = values[from + 2] ?? 0;
  }
  return { width, height, data };
}
