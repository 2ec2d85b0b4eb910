import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ensurePillow } from "../../run/debianPackages.ts";
import { sharpOf } from "../pictures/sharpRaster.ts";
import type { Raster } from "../../../src/pictures/raster.ts";

/** A file's size, and what it took to write it. */
export interface Written {
  readonly bytes: number;
  /** Of a processor. */
  readonly ms: number;
}

/** Debian's own, which has its packages; another one may come first on PATH. */
const python = "/usr/bin/python3";

/** What Pillow makes of an opaque picture: as it does when nobody says anything, and as small as it can. */
export async function byPillow(picture: Raster): Promise<Record<"usual" | "smallest", Written>> {
  await ensurePillow();
  const input = await sharpOf(picture).removeAlpha().raw().toBuffer();
  const { width, height } = picture;
  const script = join(import.meta.dirname, "pillow.py");
  const output = execFileSync(python, [script, `${width}`, `${height}`], { input });
  return JSON.parse(output.toString());
}
