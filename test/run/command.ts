import { spawn } from "node:child_process";
import { repository } from "./paths.ts";

interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the output is printed as it comes; it is collected either way. */
  readonly isShown?: boolean;
}

/** How a command ended; `output` is stdout and stderr as they came. */
interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/**
 * Runs a command to its end with stdin closed. Rejects only when it could not be started; an exit
 * by signal counts as code 1.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd = repository, env = process.env, isShown = false }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output.push(text);
        if (isShown) {
          process.stdout.write(text);
        }
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output: output.join("") }));
  });
}

/** Runs a command that must succeed; throws with the end of its output when it does not. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, output } = await runCommand(command, args, options);
  if (code !== 0) {
    const tail = output.trimEnd().split("\n").slice(-40).join("\n");
    throw new Error(`${command} ${args.join(" ")} failed with code ${code}:\n${tail}`);
  }
  return output;
}
