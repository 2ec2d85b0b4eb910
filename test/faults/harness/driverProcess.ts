import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { DriverEvent, Plan, ToldOutcome } from "../driver/plan.ts";

/** How one life of the driver went. */
export interface Life {
  /** Whether a signal ended it. */
  readonly wasKilled: boolean;
  readonly events: readonly DriverEvent[];
  readonly outcomes: readonly ToldOutcome[];
  /** Everything it printed, stderr included. */
  readonly output: string;
}

/** Longer than any life with injected deadlines takes, even on a busy machine. */
const patience = 180_000;

/** A running driver. */
export class DriverProcess {
  readonly #child: ChildProcess;
  readonly #output: string[] = [];
  readonly #ended: Promise<Life>;

  constructor(script: string, plan: Plan) {
    // Without a key in its environment: the one of the plan is the only one.
    const { FAL_KEY: _, ...env } = process.env;
    this.#child = spawn(process.execPath, [script, JSON.stringify(plan)], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.#output.push(text));
    }
    this.#ended = this.#end();
  }

  /** Resolves when the driver has ended. Rejects when it broke, or did not end at all. */
  get ended(): Promise<Life> {
    return this.#ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when the driver has told such an event; rejects when it ended without it. */
  async told(kind: DriverEvent["event"]): Promise<void> {
    while (!this.#events().some(({ event }) => event === kind)) {
      const more = this.#child.stdout ? once(this.#child.stdout, "data") : Promise.resolve();
      const life = await Promise.race([more.then(() => undefined), this.#ended]);
      if (life && !life.events.some(({ event }) => event === kind)) {
        throw new Error(`the driver never told "${kind}":\n${life.output}`);
      }
    }
  }

  async #end(): Promise<Life> {
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), patience);
    const started = Date.now();
    const [code] = await once(this.#child, "close");
    clearTimeout(timer);
    const output = this.#output.join("");
    if (Date.now() - started >= patience || (code !== null && code !== 0)) {
      throw new Error(`the driver ended with ${String(code)}:\n${output}`);
    }
    const events = this.#events();
    const outcomes = events.flatMap((told) => (told.event === "outcome" ? [told.outcome] : []));
    return { wasKilled: code === null, events, outcomes, output };
  }

  #events(): DriverEvent[] {
    const whole = this.#output.join("").split("\n").slice(0, -1);
    return whole
      .filter((line) => line.startsWith("{"))
      .map((line): DriverEvent => JSON.parse(line));
  }
}
