import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { repository } from "./paths.ts";

interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the output is printed as it comes; it is collected either way. */
  readonly isShown?: boolean;
  /** Milliseconds after which it is killed, with all that it has started and that is in its process group. */
  readonly limit?: number | undefined;
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
  { cwd = repository, env = process.env, isShown = false, limit }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const detached = limit !== undefined;
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached });
    const output: string[] = [];
    const take = (text: string) => {
      output.push(text);
      if (isShown) {
        process.stdout.write(text);
      }
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", take);
    }
    const letGo = detached ? endGroupAfter(limit, child, take) : () => undefined;
    child.on("error", reject);
    child.on("close", (code) => {
      letGo();
      resolve({ code: code ?? 1, output: output.join("") });
    });
  });
}

/** Milliseconds that a process has to end what it started in groups of their own. */
const lastChance = 5_000;

/** Ends a process group when its time is over, and when this process ends; returns what calls it off. */
function endGroupAfter(
  limit: number,
  child: ChildProcess,
  tell: (text: string) => void,
): () => void {
  exitOnSignals();
  const kill = () => signalGroup(child, "SIGKILL");
  let last: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    tell(`\nIt did not end within ${limit / 60_000} minutes, and is killed.\n`);
    signalGroup(child, "SIGTERM");
    last = setTimeout(kill, lastChance);
  }, limit);
  process.once("exit", kill);
  return () => {
    clearTimeout(timer);
    clearTimeout(last);
    process.removeListener("exit", kill);
  };
}

function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, name);
    }
  } catch {
    // Nobody of the group is left.
  }
}

/** Without a listener Node dies of a signal at once, and no `exit` listener runs. */
function exitOnSignals(): void {
  for (const [name, code] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const]) {
    if (process.listenerCount(name) === 0) {
      process.once(name, () => process.exit(code));
    }
  }
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
