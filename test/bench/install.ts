import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun } from "../run/command.ts";
import { withLock } from "../run/lock.ts";
import { benchFolder } from "./paths.ts";

/**
 * Makes sure that what the bench compares with is installed in its own folder. Idempotent: does
 * nothing when the lock file is what was installed last. About 20 seconds and 900 MB. Without install
 * scripts: onnxruntime-node's would download CUDA libraries that nothing here uses.
 */
export async function ensureAlternatives(): Promise<void> {
  const lock = readFileSync(join(benchFolder, "package-lock.json"));
  const recipe = createHash("sha256").update(lock).digest("hex");
  const stamp = join(benchFolder, "node_modules/.installed");
  await withLock(join(tmpdir(), `clarity-bench-${recipe.slice(0, 12)}.lock`), async () => {
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === recipe) {
      return;
    }
    console.log("Installing what the bench compares with, about 20 seconds and 900 MB …");
    await mustRun("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: benchFolder,
    });
    writeFileSync(stamp, recipe);
  });
}
