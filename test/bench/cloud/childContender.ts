import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { build } from "esbuild";
import { repository } from "../../run/paths.ts";
import { makeTemporaryFolder } from "../../run/temporaryFolder.ts";
import type { TemporaryFolder } from "../../run/temporaryFolder.ts";
import type { Contender, ContenderName, Done } from "./contender.ts";
import type { RunningWorld } from "./runningWorld.ts";
import type { Said, Surroundings, Task } from "./task.ts";

/** Those that are a program beside this file. */
type ProgramName = Exclude<ContenderName, "host">;

/** A contender in a process of its own, bundled so that nothing is loaded but what it uses. */
export class ChildContender implements Contender {
  readonly name: ProgramName;
  readonly #child: ChildProcess;
  readonly #folder: TemporaryFolder;

  private constructor(name: ProgramName, child: ChildProcess, folder: TemporaryFolder) {
    this.name = name;
    this.#child = child;
    this.#folder = folder;
  }

  /** Resolves when it has loaded. Rejects with what it said instead. */
  static async start(name: ProgramName, world: RunningWorld): Promise<ChildContender> {
    const folder = makeTemporaryFolder();
    const program = join(folder.path, `${name}.mjs`);
    await bundle(name, program);
    const surroundings: Surroundings = {
      places: world.places,
      serverUrl: world.url,
      folder: folder.path,
      pictures: join(repository, "dist/pictures"),
    };
    const child = fork(program, [JSON.stringify(surroundings)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const contender = new ChildContender(name, child, folder);
    try {
      await contender.#next();
    } catch (error) {
      await contender.stop();
      throw error;
    }
    return contender;
  }

  async perform(task: Task): Promise<Done> {
    this.#child.send(task);
    const said = await this.#next();
    if (said.type !== "done") {
      throw new Error(`${this.name} said ${said.type} to a task`);
    }
    return said;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, "exit");
    if (this.#child.kill()) {
      await ended;
    }
    this.#folder.remove();
  }

  async #next(): Promise<Said> {
    const ended = new AbortController();
    const end = () => ended.abort(new Error(`${this.name}: its process ended`));
    this.#child.once("exit", end);
    try {
      const [said]: Said[] = await once(this.#child, "message", { signal: ended.signal });
      if (said === undefined || said.type === "failed") {
        throw new Error(`${this.name}: ${said?.message}`);
      }
      return said;
    } finally {
      this.#child.off("exit", end);
    }
  }
}

async function bundle(name: ProgramName, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    // What is CommonJS inside asks for modules of Node in its own way.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
}
