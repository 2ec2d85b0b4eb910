import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { on } from "node:events";
import { join } from "node:path";
import { FalServerControl } from "../../fal-server/falServerControl.ts";
import { repository } from "../../run/paths.ts";
import type { Network } from "./network.ts";
import type { Pair } from "./pairs.ts";
import type { Places } from "./places.ts";

/** What kind of fal there is, and how far away. */
export interface WorldPlan {
  /** Null for no way at all. */
  readonly network: Network | null;
  /** Of a job's log, spread evenly over its time. */
  readonly lines: number;
  /** Jobs that fal runs at a time. */
  readonly atOnce: number;
}

/** What becomes of jobs from now on. */
export interface JobPlan {
  /** Milliseconds. */
  readonly run: number;
  /** Through which host's place the result is fetched; null for its real address. */
  readonly via: keyof Places | null;
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
  readonly #results = new Map<Pair, string>();
  #jobs: JobTimes[] = [];

  private constructor(child: ChildProcess, { url, places }: Extract<Told, { type: "ready" }>) {
    this.#child = child;
    this.url = url;
    this.places = places;
    this.#control = new FalServerControl(url);
    child.on("message", (told: Told) => told.type === "job" && this.#jobs.push(told.job));
  }

  static async start({ network, lines, atOnce }: WorldPlan): Promise<RunningWorld> {
    const plan: WorldPlan = { network, lines, atOnce };
    const child = fork(join(import.meta.dirname, "world.ts"), [JSON.stringify(plan)], {
      cwd: repository,
      execArgv: ["--import", "tsx"],
    });
    return new RunningWorld(child, await next(child, "ready"));
  }

  /** Every job from now on, whatever it is given, ends with the pair's result. */
  async answerWith(pair: Pair, { run, via }: JobPlan): Promise<void> {
    const image = {
      url: await this.addressOf(pair, via),
      content_type: "image/png",
      file_name: "result.png",
      file_size: pair.result.length,
      width: pair.side * 2,
      height: pair.side * 2,
    };
    const headers = { "x-fal-billable-units": ((pair.side * 2) ** 2 / 1e6).toFixed(4) };
    // The server's word for an answer in the place of the model's own, good or bad.
    const answer = { status: 200, headers, body: { image, seed: 1 } };
    await this.#control.script({ failure: answer, runMs: run });
  }

  /** Where the pair's result is: through the place of a host, or at its real address. */
  async addressOf(pair: Pair, via: keyof Places | null): Promise<string> {
    const path = this.#results.get(pair) ?? (await this.#store(pair.result)).replace(this.url, "");
    this.#results.set(pair, path);
    // fal has results on a host of their own, not on the way of the questions.
    return via ? `${this.places[via]}${path}` : `https:/${path}`;
  }

  /** The jobs since the last call, of which there are so many, in the order of their ends. */
  async takeJobs(count: number): Promise<readonly JobTimes[]> {
    while (this.#jobs.length < count) {
      await next(this.#child, "job", AbortSignal.timeout(longestWait));
    }
    return this.#jobs.splice(0);
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

/** Milliseconds until the process has told of a job whose result is here already. */
const longestWait = 10_000;

/** The next thing of a type that the process says; rejects when it ends before, or `limit` is aborted. */
async function next<T extends Told["type"]>(
  child: ChildProcess,
  type: T,
  limit?: AbortSignal,
): Promise<Extract<Told, { type: T }>> {
  const ended = new AbortController();
  const end = () => ended.abort(new Error("the fal server of the bench ended"));
  child.once("exit", end);
  try {
    const signal = limit ? AbortSignal.any([ended.signal, limit]) : ended.signal;
    for await (const [told] of on(child, "message", { signal })) {
      if (told.type === type) {
        return told;
      }
    }
    throw new Error("no more messages");
  } finally {
    child.off("exit", end);
  }
}
