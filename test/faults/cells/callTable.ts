import type { Cell, Expected } from "./cell.ts";
import { done } from "./cell.ts";
import { networkFault } from "./networkFaults.ts";
import type { CallStep, NetworkFault } from "./networkFaults.ts";

/** What must come of a fault at a call: when it lasts, and when it passes. */
export interface Row {
  readonly lasting: Expected;
  /** Missing where one is as bad as many. */
  readonly once?: Expected;
  /** Milliseconds after which the job is given up, where nothing else ends it. */
  readonly jobDeadline?: number;
}

/** Every fault of the network at one step; a text says why there is no such cell. */
export type CallTable = Readonly<Record<NetworkFault, Row | string>>;

/** A call that is safe to repeat: done when the fault passes, this end when it lasts. */
export const overcome = (lasting: Expected): Row => ({ lasting, once: done });

/** A fault that is waited for: done when it passes; when it lasts, the job's deadline ends it. */
export const outwaited = (lasting: Expected): Row => ({ lasting, once: done, jobDeadline: 10_000 });

/** A fault after which the call is not repeated. */
export const final = (lasting: Expected): Row => ({ lasting });

/** A fault that does no harm. */
export const harmless: Row = { lasting: done };

/** The cells of a step's table. */
export const callCells = (step: CallStep, table: CallTable): Cell[] =>
  Object.entries(table).flatMap(([fault, row]) =>
    typeof row === "string" || !isFault(fault, table) ? [] : rowCells(step, fault, row),
  );

function rowCells(
  step: CallStep,
  fault: NetworkFault,
  { lasting, once, jobDeadline }: Row,
): Cell[] {
  const long: Cell = {
    step,
    fault,
    variant: "lasting",
    arrangement: networkFault(step, fault, true, jobDeadline),
    expected: lasting,
  };
  const arrangement = networkFault(step, fault, false);
  return once ? [long, { step, fault, variant: "once", arrangement, expected: once }] : [long];
}

const isFault = (name: string, table: CallTable): name is NetworkFault =>
  Object.hasOwn(table, name);
