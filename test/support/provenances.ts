import type { Provenance } from "../../src/core/provenance.ts";
import { clarityOptions, deviceOptions, request } from "./fakes.ts";

/** How pictures are made, with words that formats have trouble with. */
export const provenances = {
  cloud: {
    options: {
      ...clarityOptions,
      prompt: ' Grüße & <b>"high"</b>, 永\r\nres\t😀\n',
      negativePrompt: "",
      seed: 7,
    },
    seed: 7,
    request,
    sourceHash: "ab".repeat(32),
    at: Date.UTC(2026, 10, 22, 9, 8, 7, 6),
    version: "1.2.3",
  },
  device: {
    options: { ...deviceOptions, scale: 1.5 },
    seed: undefined,
    request: undefined,
    sourceHash: "cd".repeat(32),
    at: Date.UTC(2026, 10, 22),
    version: "1.2.3",
  },
} as const satisfies Readonly<Record<string, Provenance>>;
