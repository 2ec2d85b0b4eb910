/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture as pixels: 8-bit RGBA with straight alpha, rows from the top without padding. */
export interface Raster extends Size {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** A rectangle of pixels; `x` and `y` count from the left and the top of what it lies in. */
export interface Region extends Size {
  readonly x: number;
  readonly y: number;
}
