import { answerCells } from "./answerCells.ts";
import { callCells } from "./callTable.ts";
import type { CallTable } from "./callTable.ts";
import type { Cell } from "./cell.ts";
import { diskCells } from "./diskCells.ts";
import { downloadTable, resultTable, statusTable, streamTable } from "./followTables.ts";
import { killCells } from "./killCells.ts";
import type { CallStep } from "./networkFaults.ts";
import { submitTable } from "./submitTable.ts";
import { initiateTable, uploadTable } from "./uploadTables.ts";

const callTables: Readonly<Record<CallStep, CallTable>> = {
  initiate: initiateTable,
  upload: uploadTable,
  submit: submitTable,
  statusStream: streamTable,
  status: statusTable,
  result: resultTable,
  download: downloadTable,
};

const callSteps: readonly CallStep[] = [
  "initiate",
  "upload",
  "submit",
  "statusStream",
  "status",
  "result",
  "download",
];

/** Every cell that makes sense. */
export const cells: readonly Cell[] = [
  ...callSteps.flatMap((step) => callCells(step, callTables[step])),
  ...answerCells,
  ...diskCells,
  ...killCells,
];

/** The matrix's columns. */
export const steps: readonly string[] = [
  "validate",
  "initiate",
  "upload",
  "multipart",
  "submit",
  "statusStream",
  "status",
  "result",
  "download",
  "finish",
  "write",
  "rename",
  "journal write",
];

const networkFaults = Object.keys(submitTable);
const diskFaults = ["disk full", "read-only folder", "name taken", "no hard links"];

/** The matrix's rows. */
export const faults: readonly string[] = [
  ...networkFaults.toSorted(byOrder),
  ...diskFaults,
  "killed",
];

/** Numbers would come first; the tables keep their order by what happens to a call. */
function byOrder(a: string, b: string): number {
  const rank = (name: string) =>
    /^\d/.test(name) ? 1 : /^(refused|reset|stall)/.test(name) ? 0 : 2;
  return rank(a) - rank(b);
}

const unreachable: Readonly<Record<string, string>> = {
  multipart: "not reachable: sources above 50 MiB are refused, the client splits above 90 MiB",
};

const covered = new Set(cells.map(({ step, fault }) => `${step}, ${fault}`));

/** Whether there is a cell for a fault at a step. */
export const isCovered = (step: string, fault: string): boolean => covered.has(`${step}, ${fault}`);

/** Why there is no cell for a fault at a step; undefined where there is one, or must be one. */
export function senseless(step: string, fault: string): string | undefined {
  return isCovered(step, fault) ? undefined : reasonAgainst(step, fault);
}

function reasonAgainst(step: string, fault: string): string | undefined {
  const table = callSteps.find((each) => each === step);
  const row = table && Object.entries(callTables[table]).find(([name]) => name === fault)?.[1];
  if (step in unreachable) {
    return unreachable[step];
  }
  if (typeof row === "string") {
    return row;
  }
  if (table !== undefined) {
    return diskFaults.includes(fault) ? "no file is written here" : undefined;
  }
  return networkFaults.includes(fault) ? "no call is made here" : senselessAtDisk(step, fault);
}

function senselessAtDisk(step: string, fault: string): string | undefined {
  if (step === "finish") {
    return "no file is written here";
  }
  if (fault === "name taken" || fault === "no hard links") {
    return step === "rename" ? undefined : "no name is given here";
  }
  return undefined;
}
