import { join } from "node:path";

/** The bench's own folder: package.json, lock file and node_modules of what it compares with. */
export const benchFolder = import.meta.dirname;

/** Kept between runs: crops of the pictures and scores that cannot change. Ignored by Git. */
export const cacheFolder = join(benchFolder, "node_modules/.cache/clarity-bench");
