/** As much of the browser's class as the codecs use: they make one and nobody reads more than this. */
class Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/**
 * Runs `work` with a global `ImageData`, which the codecs return pictures in and Node does not have.
 * It is gone again afterwards, because a class that is half there would mislead other code of the process.
 */
export function withImageData<Result>(work: () => Result): Result {
  if ("ImageData" in globalThis) {
    return work();
  }
  Object.assign(globalThis, { ImageData: Pixels });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(globalThis, "ImageData");
  }
}
