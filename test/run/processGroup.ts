import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/** A process that leads a group of its own, so that its children can be ended with it. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Everything it printed so far. */
  log(): string;
  /** Resolves when no process of the group is left. */
  stop(): Promise<void>;
}

/**
 * Starts a process group. It never outlives this process: it is killed when this process ends, be it
 * by an exception or by Ctrl-C.
 */
export function startProcessGroup(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ProcessGroup {
  exitOnSignals();
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  }
  child.on("error", (error) => output.push(String(error)));
  const kill = () => signal(child, "SIGKILL");
  // First, so that it writes nothing more into folders that are removed at the exit.
  process.prependOnceListener("exit", kill);
  const stop = async () => {
    process.removeListener("exit", kill);
    await endGroup(child);
  };
  return { child, log: () => output.join(""), stop };
}

/** VS Code's server answers SIGTERM but can leave its extension host behind, so SIGKILL follows. */
async function endGroup(child: ChildProcess): Promise<void> {
  for (const name of ["SIGTERM", "SIGKILL"] as const) {
    signal(child, name);
    for (let i = 0; i < 40 && isAlive(child); i++) {
      await delay(50);
    }
  }
}

function isAlive(child: ChildProcess): boolean {
  return signal(child, 0);
}

/** Returns false when nobody of the group is left to receive it. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, name);
  } catch {
    return false;
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
