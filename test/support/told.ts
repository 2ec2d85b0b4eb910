import { readMetadata } from "../../src/pictures/metadata/metadata.ts";
import { withMetadata } from "../../src/pictures/metadata/withMetadata.ts";
import type { MetadataRules } from "../../src/pictures/metadata/withMetadata.ts";
import { picture } from "./images.ts";

export const formats = ["png", "jpeg", "webp"] as const;

export const keep: MetadataRules = { gps: "keep", sameColours: true };
export const drop: MetadataRules = { gps: "drop", sameColours: true };

/** A result with what its source tells. */
export const told = async (source: Uint8Array, result: Uint8Array, rules = keep): Promise<Buffer> =>
  Buffer.from(await withMetadata(result, await readMetadata(source), rules));

/** A result that tells nothing: 128 × 192. */
export const large = (format: (typeof formats)[number]): Promise<Uint8Array> =>
  picture({ format, width: 128, height: 192 });
