import type { Neighbours } from "./betweenPixels.ts";
import type { Raster } from "./raster.ts";

/** Alpha that differs by less separates nothing: colour may change on its own. */
const leastContrast = 16;

/** Lets a pixel count that lies exactly beside a sample. */
const leastWeight = 1e-3;

/** What four pixels around a place are made of: two colours, one more opaque than the other. */
export class Mixture {
  readonly #source: Raster;
  readonly #opaque: Raster;
  /** Red, green, blue and weight of the more and of the less opaque pixels; then of all four. */
  readonly #sums = new Float64Array(12);
  /** The least alpha of the more opaque pixels, and the most of the others. */
  #more = 255;
  #less = 0;

  /** `opaque` is the source with colours under what is transparent. */
  constructor(source: Raster, opaque: Raster) {
    this.#source = source;
    this.#opaque = opaque;
  }

  /** Looks at the pixels around a place; false where they do not differ in alpha, and there is nothing to mix. */
  take(column: Neighbours, row: Neighbours): boolean {
    const above = row.near * this.#source.width;
    const below = row.far * this.#source.width;
    const middle = this.#middle(above, below, column);
    if (middle === undefined) {
      return false;
    }
    this.#sums.fill(0);
    this.#more = 255;
    this.#less = 0;
    this.#add(above + column.near, (1 - column.share) * (1 - row.share), middle);
    this.#add(above + column.far, column.share * (1 - row.share), middle);
    this.#add(below + column.near, (1 - column.share) * row.share, middle);
    this.#add(below + column.far, column.share * row.share, middle);
    return true;
  }

  /** The part of the more opaque colour in what is seen of a pixel with this alpha, 0..1. */
  shareOf(alpha: number): number {
    const covered = Math.max(0, Math.min(1, (alpha - this.#less) / (this.#more - this.#less)));
    return (covered * this.#more) / (covered * this.#more + (1 - covered) * this.#less || 1);
  }

  /** A channel of the colour that `share` of the more opaque one makes. */
  right(channel: number, share: number): number {
    return share * this.#mean(channel) + (1 - share) * this.#mean(4 + channel);
  }

  /** The channel in a mixture that pays no regard to alpha. */
  blind(channel: number): number {
    return this.#mean(8 + channel);
  }

  /** The alpha half-way between the least and the most; undefined where these are as good as one. */
  #middle(above: number, below: number, { near, far }: Neighbours): number | undefined {
    const one = this.#alpha(above + near);
    const two = this.#alpha(above + far);
    const three = this.#alpha(below + near);
    const four = this.#alpha(below + far);
    const least = Math.min(one, two, three, four);
    const most = Math.max(one, two, three, four);
    return most - least < leastContrast ? undefined : (least + most) / 2;
  }

  #alpha(place: number): number {
    return this.#source.data[4 * place + 3] ?? 0;
  }

  #add(place: number, part: number, middle: number): void {
    const alpha = this.#alpha(place);
    const isMore = alpha > middle;
    if (isMore) {
      this.#more = Math.min(this.#more, alpha);
    } else {
      this.#less = Math.max(this.#less, alpha);
    }
    const weight = part + leastWeight;
    this.#addTo(isMore ? 0 : 4, place, weight);
    this.#addTo(8, place, weight);
  }

  #addTo(group: number, place: number, weight: number): void {
    const sums = this.#sums;
    for (let channel = 0; channel < 3; channel++) {
      const sample = this.#opaque.data[4 * place + channel] ?? 0;
      sums[group + channel] = (sums[group + channel] ?? 0) + weight * sample;
    }
    sums[group + 3] = (sums[group + 3] ?? 0) + weight;
  }

  #mean(at: number): number {
    return (this.#sums[at] ?? 0) / (this.#sums[at - (at % 4) + 3] ?? 1);
  }
}
