import { existsSync } from "node:fs";
import { mustRun } from "./command.ts";
import { packagedExtension } from "./paths.ts";

/**
 * Runs `npm run package` and returns the VSIX's path. With `asItIs` it takes the one that is there,
 * for callers that have just made it. Errors: the build's own words.
 */
export async function packageExtension(asItIs = false): Promise<string> {
  if (!asItIs || !existsSync(packagedExtension)) {
    await mustRun("npm", ["run", "--silent", "package"]);
  }
  return packagedExtension;
}
