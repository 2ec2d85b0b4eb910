import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Settings of nobody: a developer's own Git must not change what a test sees. */
const settings = ["user.name=Test", "user.email=test@localhost", "init.defaultBranch=main"];

/** Runs Git in `folder`, a path. Rejects with what Git said. */
export async function git(folder: string, ...args: readonly string[]): Promise<void> {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  const given = settings.flatMap((setting) => ["-c", setting]);
  await run("git", [...given, ...args], { cwd: folder, env });
}
