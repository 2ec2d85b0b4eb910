import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { on } from "node:events";
import { join } from "node:path";
import { FalServerControl } from "../../fal-server/falServerControl.ts";
import type { Outcome } from "../../fal-server/outcome.ts";
import { repository } from "../../run/paths.ts";
import type { Network, Pace } from "./network.ts";
import type { Pair } from "./pairs.ts";
import type { Places } from "./places.ts";

/** What kind of fal there is, and how far away. */
export interface WorldPlan {
  /** Null for no way at all. */
  readonly network: Network | null;
  readonly pace: Pace;
  /** Jobs that fal runs at a time. */
  readonly atOnce: number;
}

/** When fal had a job, and when it was done with it; `now()` of clock.ts. */
export interface JobTimes {
  readonly acceptedAt: number;
  readonly doneAt: number;
}

/** What the process says. */
export type Told =
  | { readonly type: "ready"; readonly url: string; readonly places: Places }
  | { readonly type: "dropped" }
  | { readonly type: "job"; readonly job: JobTimes };

/** A fal server behind a modelled line, in a process of its own. */
export class RunningWorld {
  readonly url: string;
  readonly places: Places;
  readonly #control: FalServerControl;
  readonly #child: ChildProcess;
  readonly #plan: WorldPlan;
  #jobs: JobTimes[] = [];
  #answer: Outcome | undefined;

  private constructor(
    child: ChildProcess,
    plan: WorldPlan,
    { url, places }: Extract<Told, { type: "ready" }>,
  ) {
    this.#child = child;
    this.#plan = plan;
    this.url = url;
    this.places = places;
    this.#control = new FalServerControl(url);
    child.on("message", (told: Told) => told.type === "job" && this.#jobs.push(told.job));
  }

  static async start(plan: WorldPlan): Promise<RunningWorld> {
    const child = fork(join(import.meta.dirname, "world.ts"), [JSON.stringify(plan)], {
      cwd: repository,
      execArgv: ["--import", "tsx"],
    });
    return new RunningWorld(child, plan, await next(child, "ready"));
  }

  /** Every job from now on, whatever it is given, ends with the pair's result. */
  async answerWith({ result, side }: Pair): Promise<void> {
    // As fal gives it: on a host of its own, not on the way of the questions.
    const url = (await this.#store(result)).replace(`${this.url}/`, "https://");
    const image = {
      url,
      content_type: "image/png",
      file_name: "result.png",
      file_size: result.length,
      width: side * 2,
      height: side * 2,
    };
    const headers = { "x-fal-billable-units": ((side * 2) ** 2 / 1e6).toFixed(4) };
    // The server's word for an answer in the place of the model's own, good or bad.
    this.#answer = { status: 200, headers, body: { image, seed: 1 } };
    await this.runJobsFor(this.#plan.pace.run);
  }

  /** How long jobs run from now on, milliseconds. */
  async runJobsFor(run: number): Promise<void> {
    await this.#control.script({ failure: this.#answer ?? null, runMs: run });
  }

  /** The jobs since the last call, in the order of their ends. */
  takeJobs(): readonly JobTimes[] {
    const jobs = this.#jobs;
    this.#jobs = [];
    return jobs;
  }

  /** Closes all connections: people do not upscale every few seconds. */
  async dropConnections(): Promise<void> {
    const dropped = next(this.#child, "dropped");
    this.#child.send("drop");
    await dropped;
  }

  stop(): void {
    this.#child.kill();
  }

  /** Puts a file on the server's CDN; resolves to its address. */
  async #store(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const initiated = await fetch(`${this.url}/rest.fal.ai/storage/upload/initiate`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Key bench:world" },
      body: JSON.stringify({ content_type: "image/png", file_name: "result.png" }),
    });
    const places: { upload_url: string; file_url: string } = JSON.parse(await initiated.text());
    const headers = { "content-type": "image/png" };
    await fetch(places.upload_url, { method: "PUT", headers, body: bytes });
    return places.file_url;
  }
}

/** The next thing of a type that the process says; rejects when it ends before. */
async function next<T extends Told["type"]>(
  child: ChildProcess,
  type: T,
): Promise<Extract<Told, { type: T }>> {
  const ended = new AbortController();
  const end = () => ended.abort(new Error("the fal server of the bench ended"));
  child.once("exit", end);
  try {
    for await (const [told] of on(child, "message", { signal: ended.signal })) {
      if (told.type === type) {
        return told;
      }
    }
    throw new Error("no more messages");
  } finally {
    child.off("exit", end);
  }
}
