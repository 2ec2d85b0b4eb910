import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { picture } from "../../support/images.ts";
import { startFalServer } from "../../fal-server/falServer.ts";
import type { FalServer } from "../../fal-server/falServer.ts";
import { instantScript } from "../../fal-server/script.ts";
import type { Arrangement } from "../cells/cell.ts";
import type { Command, Plan, Trouble } from "../driver/plan.ts";
import { DriverProcess } from "./driverProcess.ts";
import type { Life } from "./driverProcess.ts";

/** In the shape of fal's keys, and found nowhere else. */
export const markedKey = "5ec2e7aa-0bad-4bad-8bad-5ec2e75ec2e7:deadbeefdeadbeefdeadbeef5ec2e75e";

/** The picture that every cell upscales. */
export const sourceBytes = await picture({ width: 48, height: 32 });

/** One with transparency, which fal does not give back. */
export const transparentBytes = await picture({ width: 48, height: 32, alpha: true });

/** What is different in one life of the driver. */
interface Disturbance {
  readonly plan?: Partial<Plan>;
  readonly troubles?: readonly Trouble[];
}

/** One job's surroundings: a fal server, a folder with a picture, a journal, and the lives of the driver. */
export class World {
  readonly server: FalServer;
  readonly lives: Life[] = [];
  readonly #script: string;
  readonly #root: string;
  readonly #drivers: DriverProcess[] = [];

  constructor(server: FalServer, script: string, root: string) {
    this.server = server;
    this.#script = script;
    this.#root = root;
  }

  get art(): string {
    return join(this.#root, "art");
  }

  get journal(): string {
    return join(this.#root, "journal");
  }

  /** Starts the driver; the caller waits for its end. */
  start(command: Command, { plan = {}, troubles = [] }: Disturbance = {}): DriverProcess {
    const driver = new DriverProcess(this.#script, {
      command,
      serverUrl: this.server.url,
      key: markedKey,
      journal: this.journal,
      sources: [join(this.art, "hero.png")],
      transfer: "upload",
      requestTimeout: 20_000,
      stallDeadline: 20_000,
      jobDeadline: 90_000,
      longestPause: 50,
      concurrency: 2,
      silence: 500,
      troubles,
      ...plan,
    });
    this.#drivers.push(driver);
    return driver;
  }

  /** One life of the driver, from its start to its end. */
  async live(command: Command, disturbance: Disturbance = {}): Promise<Life> {
    const life = await this.start(command, disturbance).ended;
    this.lives.push(life);
    return life;
  }

  /** Ends the drivers too that a failed test has left behind: they would go on writing. */
  async end(): Promise<void> {
    for (const driver of this.#drivers) {
      driver.signal("SIGKILL");
    }
    await Promise.allSettled(this.#drivers.map(({ ended }) => ended));
    await this.server.close();
    await rm(this.#root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** A world with a picture in it, or what a test wants in its place. */
export async function makeWorld(
  script: string,
  { source = sourceBytes, script: jobs = {} }: Pick<Arrangement, "source" | "script"> = {},
): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), "clarity-faults-"));
  const server = await startFalServer({ script: { ...instantScript, ...jobs } });
  const world = new World(server, script, root);
  await mkdir(world.art);
  if (source !== null) {
    await writeFile(join(world.art, "hero.png"), source);
  }
  return world;
}
