/**
 * A body that ends with the signal. Node 20's `fetch` forgets the signal of a call when its answer has begun and
 * garbage was collected since: whoever reads a body that stalls would wait for minutes.
 */
export const heeding = (
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> => body.pipeThrough(new TransformStream(), { signal });
