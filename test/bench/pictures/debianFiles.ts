import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "../../run/command.ts";
import { makeTemporaryFolder } from "../../run/temporaryFolder.ts";

/**
 * Downloads Debian packages, hands `use` the folder that all their files are unpacked into, and
 * removes it again. Needs no root; of the machine it needs apt-get with its lists and dpkg. Errors:
 * the tools' own words.
 */
export async function withDebianFiles(
  packages: readonly string[],
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const temporary = makeTemporaryFolder();
  try {
    await download(packages, temporary.path);
    for (const archive of readdirSync(temporary.path).filter((name) => name.endsWith(".deb"))) {
      await mustRun("dpkg", ["-x", archive, "unpacked"], { cwd: temporary.path });
    }
    await use(join(temporary.path, "unpacked"));
  } finally {
    temporary.remove();
  }
}

async function download(packages: readonly string[], folder: string): Promise<void> {
  if (!existsSync("/usr/bin/apt-get")) {
    throw new Error(
      `The bench's pictures come from Debian packages (${packages.join(", ")}), and this machine has no apt-get.`,
    );
  }
  console.log(`Downloading pictures: ${packages.join(", ")} …`);
  const get = () => mustRun("apt-get", ["download", ...packages], { cwd: folder });
  await get().catch(async () => {
    await mustRun("apt-get", ["-qq", "update"]);
    await get();
  });
}
