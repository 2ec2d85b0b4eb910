import { jpegSamples } from "./jpegSamples.ts";
import { pngSamples } from "./pngSamples.ts";
import type { Sample } from "./sample.ts";
import { webpSamples } from "./webpSamples.ts";

/** Every picture of the corpus that can be upscaled, drawn here and the same each time. */
export const corpus = async (): Promise<readonly Sample[]> => [
  ...(await pngSamples()),
  ...(await jpegSamples()),
  ...(await webpSamples()),
];
