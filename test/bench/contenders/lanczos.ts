import type { Raster } from "../../../src/pictures/raster.ts";
import { requireAlternative } from "../alternatives.ts";
import type { Contender } from "./contender.ts";

/** What is used of pica. */
interface Pica {
  resizeBuffer(options: {
    readonly src: Uint8Array;
    readonly width: number;
    readonly height: number;
    readonly toWidth: number;
    readonly toHeight: number;
    readonly filter: "lanczos3";
  }): Promise<Uint8Array>;
}

/** Lanczos3 by pica, the usual high-quality resampler of the JavaScript world. */
export async function loadLanczos(): Promise<Contender> {
  const { Pica }: { Pica: new (options: object) => Pica } = requireAlternative("pica");
  const pica = new Pica({ features: ["js", "wasm"] });
  return {
    upscale: async ({ source, scale }): Promise<Raster> => {
      const { width, height } = source;
      const toWidth = width * scale;
      const toHeight = height * scale;
      const src = new Uint8Array(source.data.buffer);
      const options = { src, width, height, toWidth, toHeight, filter: "lanczos3" } as const;
      const output = await pica.resizeBuffer(options);
      return { width: toWidth, height: toHeight, data: new Uint8ClampedArray(output) };
    },
  };
}
