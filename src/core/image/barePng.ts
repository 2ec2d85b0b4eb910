import { pngChunks } from "./pngChunks.ts";

/** What pixels depend on. */
const pixelChunks = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

/** What says how colours are meant (PNG specification, third edition, 11.3.2), without what goes with 16 bits only. */
const colourChunks = new Set(["cHRM", "cICP", "cLLI", "gAMA", "iCCP", "mDCV", "sRGB"]);

export const isColourChunk = (type: string): boolean => colourChunks.has(type);

/**
 * The parts of a PNG, which was inspected before, that pixels and their colours depend on, each once,
 * with `added` chunks where metadata belongs. All else is left out: text, times, thumbnails, chunks
 * that nobody knows, what follows the end.
 */
export function barePng(bytes: Uint8Array, added: readonly Uint8Array[] = []): Uint8Array[] {
  const parts = [bytes.subarray(0, 8)];
  const seen = new Set<string>();
  for (const { type, bytes: chunk } of pngChunks(bytes)) {
    const isNeeded = pixelChunks.has(type) || isColourChunk(type);
    if (isNeeded && (type === "IDAT" || !seen.has(type))) {
      parts.push(chunk, ...(type === "IHDR" ? added : []));
    }
    seen.add(type);
  }
  return parts;
}
