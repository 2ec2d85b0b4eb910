import { setTimeout as delay } from "node:timers/promises";

/** Waits as long as this many bytes take at a bandwidth; null takes no time. Rejects on abort. */
export async function travel(
  bytes: number,
  bytesPerSecond: number | null,
  signal: AbortSignal,
): Promise<void> {
  if (bytesPerSecond !== null) {
    await delay((bytes / bytesPerSecond) * 1000, undefined, { signal });
  }
}

/** Cuts bytes into pieces that take a twentieth of a second each; null leaves them whole. */
export function* pieces(bytes: Buffer, bytesPerSecond: number | null): Generator<Buffer> {
  const size = bytesPerSecond === null ? bytes.length : Math.max(1, Math.ceil(bytesPerSecond / 20));
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}
