import type { RouteName } from "./routeName.ts";

/**
 * Something that goes wrong with one request.
 * - `reply`: this answer instead of the real one. `processed` says whether the server does what was asked all the same.
 * - `reset`: the connection is reset before the server takes the request, after it has processed it (the answer is lost), or halfway through the answer's body.
 * - `hang`: silence instead of an answer (until the caller gives up), or after half of the body.
 * - `trickle`: the real answer, slowly.
 * - `truncate`: only a part of the real body; announced in full, so that it breaks off, or announced as it is, so that it only reads wrong.
 * - `overlong`: more bytes than announced.
 * - `headers`: the real answer with other headers; null takes one away.
 */
export type Fault =
  | {
      readonly kind: "reply";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text is sent as it is, anything else as JSON. */
      readonly body?: unknown;
      readonly processed?: boolean;
    }
  | { readonly kind: "reset"; readonly when: "before" | "after" | "body" }
  | { readonly kind: "hang"; readonly at: "answer" | "body"; readonly processed?: boolean }
  | { readonly kind: "trickle"; readonly bytesPerSecond: number }
  | {
      readonly kind: "truncate";
      readonly announce: "full" | "kept";
      /** The part that is kept, between 0 and 1; half when left out. */
      readonly keep?: number;
    }
  | { readonly kind: "overlong"; readonly extraBytes: number }
  | { readonly kind: "headers"; readonly set: Readonly<Record<string, string | null>> };

/** Where and when a fault strikes: at every call of the route unless `on` or `times` says less. */
export interface FaultRule {
  readonly route: RouteName | "any";
  /** Only the n-th call since the rule was made, counted from 1; or these calls. */
  readonly on?: number | readonly number[];
  /** Only the first n calls. */
  readonly times?: number;
  readonly fault: Fault;
}

/** The faults that still wait for their requests. */
export class Faults {
  #rules: { readonly rule: FaultRule; calls: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, calls: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** The fault for this call; every rule of the route counts the call, the first that applies wins. */
  take(route: RouteName | "unknown"): Fault | undefined {
    const rules = this.#rules.filter(({ rule }) => rule.route === route || rule.route === "any");
    for (const each of rules) {
      each.calls += 1;
    }
    return rules.find(({ rule, calls }) => strikes(rule, calls))?.rule.fault;
  }
}

function strikes({ on, times }: FaultRule, call: number): boolean {
  if (on !== undefined) {
    return typeof on === "number" ? on === call : on.includes(call);
  }
  return times === undefined || call <= times;
}

/** Whether the server does what the request asks, under this fault. */
export function isProcessed(fault: Fault | undefined): boolean {
  switch (fault?.kind) {
    case "reply":
      return fault.processed ?? false;
    case "reset":
      return fault.when !== "before";
    case "hang":
      return fault.at === "body" || (fault.processed ?? false);
    default:
      return true;
  }
}
