import { readFile } from "node:fs/promises";
import files from "../../src/pictures/assetFiles.json" with { type: "json" };
import type { LoadAsset } from "../../src/pictures/assets.ts";

/** Reads what ships with the extension from where the build takes it. */
export const loadAsset: LoadAsset = async (name) => new Uint8Array(await readFile(files[name]));
