import { betweenPixels } from "./betweenPixels.ts";
import { Mixture } from "./mixture.ts";
import { madeOpaque } from "./opaque.ts";
import type { Raster } from "./raster.ts";

/** How much more than a linear mixture a model may be wrong: it may lie half a pixel beside, or be harder. */
const leeway = 1.5;

/** Rows between two pauses. */
const band = 64;

/**
 * Corrects the colours of an enlarged picture, in place, where alpha changes with them: enlarged apart, they
 * leave a rim of the colour beside, such as that of a shadow around what casts it. There a pixel mixes what is
 * more and what is less opaque, and its alpha says how much of each. Its colour moves towards that, by no more
 * than what a mixture without regard to alpha is wrong (times a leeway). Pauses now and then.
 */
export async function correctEdges(
  target: Raster,
  source: Raster,
  pause: () => Promise<unknown>,
): Promise<void> {
  const opaque = madeOpaque({ ...source, data: source.data.slice() });
  const columns = betweenPixels(source.width, target.width);
  const mixture = new Mixture(source, opaque);
  for (const [y, row] of betweenPixels(source.height, target.height).entries()) {
    let offset = 4 * y * target.width;
    for (const column of columns) {
      if (mixture.take(column, row)) {
        correct(target.data, offset, mixture);
      }
      offset += 4;
    }
    if (y % band === band - 1) {
      await pause();
    }
  }
}

function correct(data: Uint8ClampedArray, offset: number, mixture: Mixture): void {
  const share = mixture.shareOf(data[offset + 3] ?? 0);
  for (let channel = 0; channel < 3; channel++) {
    const drawn = data[offset + channel] ?? 0;
    data[offset + channel] = corrected(
      drawn,
      mixture.right(channel, share),
      mixture.blind(channel),
    );
  }
}

/** A model that drew a sharper edge may be beyond what is right, which is no mistake. */
function corrected(drawn: number, right: number, blind: number): number {
  const off = right - drawn;
  const error = leeway * (right - blind);
  return error > 0
    ? drawn + Math.max(0, Math.min(off, error))
    : drawn + Math.min(0, Math.max(off, error));
}
