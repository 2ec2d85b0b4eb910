import type { Step, Trouble } from "./plan.ts";
import { tell } from "./tell.ts";

/** The disturbances that the driver was told to meet. */
export class Troubles {
  readonly #waiting: { readonly trouble: Trouble; calls: number }[];

  constructor(troubles: readonly Trouble[]) {
    this.#waiting = troubles.map((trouble) => ({ trouble, calls: 0 }));
  }

  /** Whether something may happen in the middle of a step. */
  hasMiddle(step: Step): boolean {
    return this.#waiting.some(({ trouble }) => trouble.step === step && trouble.when === "middle");
  }

  /** Does what is planned here. Throws for a failing system call; returns what the caller has to do itself. */
  meet(step: Step, when: Trouble["when"]): "refuse" | "busy" | undefined {
    const what = this.#take(step, when);
    switch (what) {
      case "kill":
        process.kill(process.pid, "SIGKILL");
        return undefined;
      case "stop":
        tell({ event: "stopping" });
        process.kill(process.pid, "SIGSTOP");
        return undefined;
      case "refuse":
      case "busy":
      case undefined:
        return what;
      default:
        throw Object.assign(new Error(`${what}: planned, ${step}`), { code: what, syscall: step });
    }
  }

  #take(step: Step, when: Trouble["when"]): Trouble["what"] | undefined {
    const here = this.#waiting.filter(
      ({ trouble }) => trouble.step === step && trouble.when === when,
    );
    for (const each of here) {
      each.calls += 1;
    }
    return here.find(({ trouble, calls }) => strikes(trouble, calls))?.trouble.what;
  }
}

const strikes = ({ skip = 0, times = Number.POSITIVE_INFINITY }: Trouble, call: number): boolean =>
  call > skip && call <= skip + times;
