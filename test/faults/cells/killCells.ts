import type { Step, Trouble } from "../driver/plan.ts";
import { transparentBytes } from "../harness/world.ts";
import { done, fails, nothing } from "./cell.ts";
import type { Arrangement, Cell, Expected } from "./cell.ts";
import type { CallStep } from "./networkFaults.ts";

const kill = (step: Step, when: Trouble["when"]): Trouble => ({ step, when, what: "kill" });

/** Nobody knows whether fal took it; the user's second submit is one more where it did. */
const unknown = (processed: 0 | 1): Expected =>
  fails("submitUnknown", "submitAgain", [processed, processed + 1]);

const cell = (
  step: string,
  variant: string,
  arrangement: Arrangement,
  expected: Expected = done,
): Cell => ({ step, fault: "killed", variant, arrangement, expected });

/** Killed by its own hand at one point. */
const at = (step: string, point: Step, when: Trouble["when"], expected?: Expected): Cell =>
  cell(
    step,
    step === point ? when : `${when} ${point}`,
    { troubles: [kill(point, when)] },
    expected,
  );

/** Killed from outside while fal has the call and its answer is not here. */
const during = (step: CallStep, expected?: Expected): Cell =>
  cell(
    step,
    "during",
    {
      killDuring: step,
      rules: [{ route: step, fault: { kind: "hang", at: "answer", processed: true } }],
    },
    expected,
  );

const calls = (["initiate", "upload", "statusStream", "status", "result"] as const).flatMap(
  (step) => [at(step, step, "before"), during(step), at(step, step, "after")],
);

const submit = [
  at("submit", "submit", "before", unknown(0)),
  during("submit", unknown(1)),
  at("submit", "submit", "after", unknown(1)),
  cell("submit", "while it waits for the network", {
    // It was certainly not sent, so the next process just goes on.
    troubles: [
      { step: "submit", when: "before", what: "refuse" },
      { ...kill("planned", "after"), skip: 4 },
    ],
  }),
];

const download = [
  at("download", "download", "before"),
  cell("download", "in the middle", {
    troubles: [kill("download", "middle")],
    rules: [{ route: "download", fault: { kind: "hang", at: "body" } }],
  }),
  cell(
    "result",
    "and forgotten by fal meanwhile",
    { troubles: [kill("result", "before")], isForgottenLater: true },
    { ...fails("expired", "getResult", [1]), later: undefined },
  ),
];

/** Of a transparent source, whose result is put together here. */
const finished = (step: string, point: Step, when: Trouble["when"]): Cell =>
  cell(step, step === point ? when : `a finished picture, ${when} ${point}`, {
    source: transparentBytes,
    troubles: [kill(point, when)],
  });

const finish = [
  finished("finish", "finish", "before"),
  finished("finish", "finish", "middle"),
  finished("finish", "finish", "after"),
  finished("write", "write", "middle"),
  // The next process finds what this one wrote: there is no second file.
  finished("rename", "link", "after"),
  finished("journal write", "ended", "before"),
];

const noLinks: Trouble = { step: "link", when: "before", what: "EPERM" };
const withoutLinks = (point: "claim" | "rename", when: Trouble["when"], expected: Expected): Cell =>
  cell(
    "rename",
    `no hard links, ${when} ${point}`,
    { troubles: [noLinks, kill(point, when)] },
    expected,
  );

/** Where there are no hard links a name is taken by an empty file first; a kill there leaves it empty. */
const halfClaimed: Expected = { ...done, output: "hero@2x-2.png", empty: "hero@2x.png" };

const files = [
  at("validate", "read", "before"),
  at("validate", "read", "after"),
  at("write", "write", "before"),
  at("write", "write", "middle"),
  at("write", "write", "after"),
  at("rename", "link", "before"),
  at("rename", "link", "after"),
  withoutLinks("claim", "after", halfClaimed),
  withoutLinks("rename", "before", halfClaimed),
  withoutLinks("rename", "after", done),
];

const record = (point: Step, when: Trouble["when"], expected?: Expected) =>
  at("journal write", point, when, expected);

const journal = [
  record("planned", "before", nothing),
  record("planned", "middle", nothing),
  record("planned", "after"),
  record("submitting", "before"),
  record("submitting", "middle"),
  record("submitting", "after", unknown(0)),
  record("submitted", "before", unknown(1)),
  record("submitted", "middle", unknown(1)),
  record("submitted", "after"),
  record("ledger", "before"),
  record("ledger", "after"),
  record("ended", "before"),
  record("ended", "middle"),
  record("ended", "after", { ...done, isTold: false }),
  record("forget", "before", { ...done, isTold: false }),
  record("forget", "after", { ...done, isTold: false }),
];

/** The process dies, and the next one takes over: at every step, before, in the middle, after. */
export const killCells: readonly Cell[] = [
  ...calls,
  ...submit,
  ...download,
  ...finish,
  ...files,
  ...journal,
];
