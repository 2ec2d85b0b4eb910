/** Memory or threads that could not be had, here or in a thread; Comlink keeps an error's name only. */
export const isLackOfMeans = (error: unknown): boolean =>
  error instanceof Error && ["RangeError", "RuntimeError", "ThreadError"].includes(error.name);
