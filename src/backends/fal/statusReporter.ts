import type { RequestStatus } from "../../core/backend.ts";
import { HeldPercent } from "../../core/countedPercent.ts";
import { RequestLog } from "../../core/requestLog.ts";
import { isCompleted } from "./falStatus.ts";
import type { FalStatus } from "./falStatus.ts";

/** Reports fal's words about one request as statuses: each log line once, and the end when it is known. */
export class StatusReporter {
  readonly #onStatus: (status: RequestStatus) => void;
  readonly #log = new RequestLog();
  readonly #percent = new HeldPercent();
  #end: { readonly failed: boolean } | undefined;

  constructor(onStatus: (status: RequestStatus) => void) {
    this.#onStatus = onStatus;
  }

  /** How the request ended; undefined until fal says so. */
  get end(): { readonly failed: boolean } | undefined {
    return this.#end;
  }

  /** Reports what came together as one status; nothing after the end. */
  tell(answers: readonly FalStatus[]): void {
    const last = answers.at(-1);
    if (last === undefined || this.#end) {
      return;
    }
    const lines = answers.flatMap(({ logs }) => this.#log.add(logs));
    for (const line of lines) {
      this.#percent.see(line);
    }
    this.#onStatus(this.#status(last, lines));
    const completed = answers.find(isCompleted);
    if (completed) {
      this.#end = { failed: Boolean(completed["error"]) };
      this.#onStatus({ phase: "downloading" });
    }
  }

  #status({ status, queue_position: ahead }: FalStatus, lines: readonly string[]): RequestStatus {
    return status === "IN_QUEUE"
      ? { phase: "queued", lines, ahead: typeof ahead === "number" ? ahead : undefined }
      : { phase: "running", lines, percent: this.#percent.current };
  }
}
