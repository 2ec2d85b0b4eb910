/** The calls we make, by what they are for. A transfer puts an upload's bytes to the place that fal signed. */
export type FalOperation =
  | "submit"
  | "status"
  | "result"
  | "cancel"
  | "upload"
  | "price"
  | "transfer"
  | "download";

/** How a call went wrong, as far as the wire tells. */
export type FalFailure =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** The parsed JSON of the answer, if it was JSON. Hostile until cleaned. */
      readonly body: unknown;
      /** Milliseconds that the server asks us to wait. */
      readonly retryAfter: number | undefined;
    }
  | { readonly kind: "unreadable" }
  | { readonly kind: "timeout" }
  | { readonly kind: "network"; readonly code: string };

/** Codes of Node's network errors that come before a connection stands: nothing can have been sent. */
const beforeConnection = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "PROXY_REFUSED"]);

/** What undici says when a network proxy opens no tunnel; its code says "aborted", like much else. */
const refusedTunnel = /^Proxy response \(\d+\) !== 200 when HTTP Tunneling/;

const transientStatus = (status: number): boolean =>
  status === 408 || status === 429 || status >= 500;

/**
 * One failed call. The client never retries it: it knows no status (the client looks for its own `ApiError`)
 * and has no `cause` with a network code. What may be repeated is decided here, in one place.
 */
export class FalRequestError extends Error {
  override readonly name = "FalRequestError";
  readonly operation: FalOperation;
  readonly failure: FalFailure;

  constructor(operation: FalOperation, failure: FalFailure) {
    const what = failure.kind === "answer" ? failure.status : "code" in failure ? failure.code : "";
    super(`${operation}: ${failure.kind} ${what}`.trim());
    this.operation = operation;
    this.failure = failure;
  }

  /** Whether it is certain that no byte of the request left this machine. */
  get neverSent(): boolean {
    return this.failure.kind === "network" && beforeConnection.has(this.failure.code);
  }

  /** Whether the same call may do better in a moment. A submit is only repeated when it was never sent. */
  get isTransient(): boolean {
    if (this.operation === "submit") {
      return this.neverSent;
    }
    return this.failure.kind !== "answer" || transientStatus(this.failure.status);
  }

  get status(): number | undefined {
    return this.failure.kind === "answer" ? this.failure.status : undefined;
  }
}

/** The code in the chain of causes of what `fetch` throws; empty where there is none (browsers tell nothing). */
export function networkCode(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth++) {
    if (refusedTunnel.test(current.message)) {
      return "PROXY_REFUSED";
    }
    if ("code" in current && typeof current.code === "string") {
      return current.code;
    }
    // Several addresses were tried (happy eyeballs): they failed alike.
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return "";
}
