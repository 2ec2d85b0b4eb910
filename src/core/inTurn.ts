/**
 * Runs `work` when `queue` comes to it, and resolves to what it comes to. Rejects with the signal's reason if
 * that aborts while it still waits: then `work` never runs, and its turn passes.
 */
export function inTurn<T, Given extends unknown[]>(
  queue: (work: (...given: Given) => Promise<T>) => Promise<T>,
  work: (...given: Given) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) {
      leave();
      return;
    }
    signal.addEventListener("abort", leave, { once: true });
    queue(async (...given) => {
      signal.throwIfAborted();
      signal.removeEventListener("abort", leave);
      return work(...given);
    }).then(resolve, reject);
  });
}
