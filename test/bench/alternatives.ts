import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { benchFolder } from "./paths.ts";

const manifest = join(benchFolder, "package.json");

/**
 * Loads a CommonJS package of the bench's own folder. The caller names the few members it uses: the
 * types of the packages are not there before they are installed.
 */
export const requireAlternative = createRequire(manifest);

/** The exact version of a package the bench compares with. */
export function alternativeVersion(name: string): string {
  const { dependencies }: { dependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(manifest, "utf8"),
  );
  return dependencies[name] ?? "";
}
