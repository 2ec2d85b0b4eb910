import type { Fault } from "../../fal-server/faults.ts";
import { falFaults } from "../../fal-server/falFaults.ts";
import type { RouteName } from "../../fal-server/routeName.ts";
import type { Step } from "../driver/plan.ts";
import { markedLink } from "../harness/secrets.ts";
import { markedKey } from "../harness/world.ts";
import type { Arrangement } from "./cell.ts";

/** Steps that are one call to fal, by the name that the driver and the server share. */
export type CallStep = Extract<
  Step & RouteName,
  "initiate" | "upload" | "submit" | "statusStream" | "status" | "result" | "download"
>;

/** Words of a server that hold what must not be left anywhere. */
const words = (text: string): string => `${text} [${markedLink}, key ${markedKey}]`;

const status = (code: number): Fault => falFaults.status(code, words(`Status ${code}`));

/** What can happen to a call, in the order of the table. */
const serverFaults = {
  "reset before": falFaults.resetBefore(),
  "reset after": falFaults.resetAfter(),
  "reset in the answer": { kind: "reset", when: "body" },
  stall: { kind: "hang", at: "answer", processed: true },
  "stall in the answer": { kind: "hang", at: "body" },
  "401": { kind: "reply", status: 401, body: { detail: words("invalid key credentials") } },
  "403, balance": falFaults.lockedAccount(),
  "403": status(403),
  "404": status(404),
  "408": status(408),
  "422": status(422),
  "429": falFaults.tooManyRequests(0),
  "500": status(500),
  "502": falFaults.htmlPage(502),
  "503": status(503),
  "504": status(504),
  "504, user's timeout": falFaults.userTimeout(),
  "HTML with 200": falFaults.htmlPage(200, "Sign in"),
  "truncated JSON": falFaults.truncatedJson(),
  "wrong content type": falFaults.contentType("text/plain"),
  "truncated body": falFaults.truncatedBody(),
  "body longer than announced": { kind: "overlong", extraBytes: 50 },
} as const satisfies Record<string, Fault>;

export type NetworkFault = "refused" | keyof typeof serverFaults;

/**
 * Milliseconds, for cells that a stall ends. They hold for every call of the job, the submit too, which a busy
 * machine must get through in time.
 */
const shortStall = { requestTimeout: 2_500, stallDeadline: 2_500 };

/** Milliseconds, for cells that the job's deadline ends: whoever asks all the time takes the machine from others. */
const longPause = { longestPause: 250 };

const isServerFault = (fault: NetworkFault): fault is keyof typeof serverFaults =>
  Object.hasOwn(serverFaults, fault);

/** The fault at every call of a step, or at the first one only. */
export function networkFault(
  step: CallStep,
  fault: NetworkFault,
  isLasting: boolean,
  jobDeadline?: number,
): Arrangement {
  const times = isLasting ? {} : { times: 1 };
  const isStall = fault.startsWith("stall");
  const plan = { ...(isStall && shortStall), ...(jobDeadline && { jobDeadline, ...longPause }) };
  return isServerFault(fault)
    ? { plan, rules: [{ route: step, fault: serverFaults[fault], ...times }] }
    : { plan, troubles: [{ step, when: "before", what: "refuse", ...times }] };
}
