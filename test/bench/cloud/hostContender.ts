import { createServer } from "node:net";
import type { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packagedExtension } from "../../run/paths.ts";
import { installExtension } from "../../run/vscodeServer.ts";
import { listen } from "../listen.ts";
import { quietServer, runInHost } from "../hostProgram.ts";
import type { Contender, Done } from "./contender.ts";
import type { RunningWorld } from "./runningWorld.ts";
import type { Said, Task } from "./task.ts";

/** Milliseconds for all that it is asked. */
const longest = 30 * 60_000;

/** The packaged extension in the extension host of a real VS Code, which runs the command as the Explorer does. */
export class HostContender implements Contender {
  readonly name = "host";
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<unknown>;

  private constructor(socket: Socket, ended: Promise<unknown>) {
    this.#socket = socket;
    this.#lines = createInterface({ input: socket })[Symbol.asyncIterator]();
    this.#ended = ended;
  }

  /** Resolves when VS Code is at rest, with `folder` as its workspace. Rejects when it does not come to that. */
  static async start(world: RunningWorld, folder: string, atOnce: number): Promise<HostContender> {
    const server = createServer();
    const connected = new Promise<Socket>((resolve) => server.once("connection", resolve));
    const port = await listen(server);
    const ended = runInHost<null>({
      entry: join(import.meta.dirname, "inHost.ts"),
      workspace: folder,
      settings: {
        // Whatever it asks of fal goes through here, over one connection.
        "clarityUpscaler.proxyUrl": world.places["queue.fal.run"],
        "clarityUpscaler.scale": 2,
        "clarityUpscaler.concurrency": atOnce,
        ...quietServer,
      },
      prepare: async (_workspace, profile, host) => {
        await installExtension(host, profile, packagedExtension);
        return { BENCH_PORT: String(port) };
      },
      limitMs: longest,
    });
    const socket = await Promise.race([connected, ended.then(tooEarly)]).finally(() =>
      server.close(),
    );
    const contender = new HostContender(socket, ended);
    await contender.#next();
    return contender;
  }

  async perform(task: Task): Promise<Done> {
    this.#socket.write(`${JSON.stringify(task)}\n`);
    const said = await this.#next();
    if (said.type !== "done") {
      throw new Error(`the extension host said ${JSON.stringify(said)} to a task`);
    }
    return said;
  }

  async stop(): Promise<void> {
    this.#socket.end();
    await this.#ended;
  }

  async #next(): Promise<Said> {
    const { value, done } = await Promise.race([this.#lines.next(), this.#ended.then(tooEarly)]);
    return done ? tooEarly() : JSON.parse(value);
  }
}

function tooEarly(): never {
  throw new Error("the extension host ended before its task");
}
