import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { HostPaths } from "../run/hosts.ts";
import { withLock } from "../run/lock.ts";
import { testResults } from "../run/paths.ts";
import { createProfile } from "../run/profile.ts";
import type { Profile } from "../run/profile.ts";
import { installExtension } from "../run/vscodeServer.ts";

const cache = join(testResults, "installed");

/** Stands in the list of what is installed for the folder that it is in. */
const here = "<extensions>";

/**
 * Gives a profile the extension as VS Code installs it. VS Code takes seconds for that, so it does it once for
 * each VSIX, and the profiles get copies.
 */
export async function installCopy(host: HostPaths, profile: Profile, vsix: string): Promise<void> {
  const installed = join(cache, keyOf(host, vsix));
  mkdirSync(cache, { recursive: true });
  await withLock(`${cache}.lock`, async () => {
    if (!existsSync(installed)) {
      // Of another VSIX: nobody installs that again.
      rmSync(cache, { recursive: true });
      await install(host, vsix, installed);
    }
    cpSync(installed, profile.extensions, { recursive: true });
  });
  replaceInList(profile.extensions, here, profile.extensions);
}

/** Another one for every package that is made, and for every VS Code. */
function keyOf({ folder }: HostPaths, vsix: string): string {
  const { mtimeMs, size } = statSync(vsix);
  const facts = JSON.stringify([folder, vsix, mtimeMs, size]);
  return createHash("sha256").update(facts).digest("hex").slice(0, 16);
}

async function install(host: HostPaths, vsix: string, installed: string): Promise<void> {
  const profile = createProfile({});
  try {
    await installExtension(host, profile, vsix);
    replaceInList(profile.extensions, profile.extensions, here);
    const partial = `${installed}.partial`;
    cpSync(profile.extensions, partial, { recursive: true });
    renameSync(partial, installed);
  } finally {
    profile.remove();
  }
}

function replaceInList(folder: string, from: string, to: string): void {
  const list = join(folder, "extensions.json");
  writeFileSync(list, readFileSync(list, "utf8").replaceAll(from, to));
}
