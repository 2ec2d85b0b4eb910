/** The two pixels that a sample of an enlarged picture lies between, along one axis. */
export interface Neighbours {
  readonly near: number;
  readonly far: number;
  /** The part of `far` in a linear mixture, 0..1. */
  readonly share: number;
}

/** Where each of `target` samples lies in a row of `source` pixels; at the edges the outermost pixel counts twice. */
export const betweenPixels = (source: number, target: number): Neighbours[] =>
  Array.from({ length: target }, (_, index) => {
    const place = ((index + 0.5) * source) / target - 0.5;
    const before = Math.floor(place);
    const near = Math.max(0, before);
    return { near, far: Math.min(source - 1, before + 1), share: place - before };
  });
