import type { EncodedImage } from "../../core/encodedImage.ts";
import type { DeviceOptions } from "../../core/options.ts";
import type { Size } from "../../pictures/raster.ts";
import type { NetworkName } from "../../engine/network/network.ts";

/** One run of a network over the whole picture. */
export interface Pass {
  readonly network: NetworkName;
  /** What it makes: twice its source, or, the last one, what was asked for. */
  readonly size: Size;
}

/** The runs that bring `source` to `options.scale`: each doubles, the last one's result is reduced to fit. */
export function passes(source: EncodedImage, options: DeviceOptions): Pass[] {
  const { width, height } = source;
  const { scale } = options;
  const count = Math.max(1, Math.ceil(Math.log2(scale)));
  return Array.from({ length: count }, (_, index) => {
    const factor = index === count - 1 ? scale : 2 ** (index + 1);
    const size = {
      width: Math.max(1, Math.round(width * factor)),
      height: Math.max(1, Math.round(height * factor)),
    };
    return { network: networkFor(source, options, index), size };
  });
}

/** What a lossy compression did is smoothed away in the first run; in a later one it would cost detail. */
function networkFor(
  { isLossy }: EncodedImage,
  { model, denoise }: DeviceOptions,
  index: number,
): NetworkName {
  if (model === "device-fast") {
    return "fast";
  }
  const isNoisy = denoise === "always" || (denoise === "auto" && isLossy);
  return isNoisy && index === 0 ? "standard-denoise" : "standard";
}
