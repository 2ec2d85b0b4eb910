import type { FaultRule } from "../../fal-server/faults.ts";
import { falFaults } from "../../fal-server/falFaults.ts";
import type { Step, Trouble } from "../driver/plan.ts";
import type { Random } from "../../support/random.ts";

const routes = [
  "initiate",
  "upload",
  "submit",
  "statusStream",
  "status",
  "result",
  "download",
] as const;

/** Without a refused key or account: that stops all jobs that have not begun, and nothing more would happen. */
const faults = [
  falFaults.resetBefore(),
  falFaults.resetAfter(),
  falFaults.status(404),
  falFaults.status(422),
  falFaults.tooManyRequests(0),
  falFaults.status(500),
  falFaults.htmlPage(502),
  falFaults.status(503),
  falFaults.status(504),
  falFaults.htmlPage(200),
  falFaults.truncatedJson(),
  falFaults.truncatedBody(),
  { kind: "hang", at: "answer", processed: true },
] as const;

/** Faults that strike single calls here and there, `count` on each route, among the first `calls`. */
export const randomFaults = (random: Random, count: number, calls: number): FaultRule[] =>
  routes.flatMap((route) =>
    Array.from({ length: count }, () => ({
      route,
      fault: random.pick(faults),
      on: 1 + random.below(calls),
    })),
  );

const deadlySteps: readonly Step[] = [
  "read",
  "initiate",
  "upload",
  "submit",
  "statusStream",
  "status",
  "result",
  "download",
  "write",
  "link",
  "planned",
  "submitting",
  "submitted",
  "ledger",
  "ended",
  "forget",
];

/** A death at any point of any of the jobs under way. */
export const randomDeath = (random: Random): Trouble => ({
  step: random.pick(deadlySteps),
  when: random.pick(["before", "after"]),
  what: "kill",
  skip: random.below(6),
});
