import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isPatient } from "./cells/cell.ts";
import type { Cell } from "./cells/cell.ts";
import { cells, faults, isCovered, senseless, steps } from "./cells/matrix.ts";
import { bundleDriver } from "./harness/driverBundle.ts";
import { reportCell } from "./harness/rows.ts";
import { runCell } from "./harness/runCell.ts";

const script = await bundleDriver();
const only = process.env["FAULTS_ONLY"] ?? "";

const nameOf = ({ step, fault, variant }: Cell): string =>
  [step, fault, variant].filter(Boolean).join(", ");

/** Makes a suite of cells, so many of them at a time. */
function playCells(name: string, concurrency: number, played: readonly Cell[]): void {
  suite(name, { concurrency }, () => {
    for (const cell of played) {
      test(nameOf(cell), () => reportCell(cell, () => runCell(cell, script)));
    }
  });
}

const chosen = cells.filter((cell) => nameOf(cell).includes(only));

// Side by side: those that sleep leave the processors to the others.
suite("a fault at a step of a job", { concurrency: 2 }, () => {
  playCells("that is waited for", 8, chosen.filter(isPatient));
  playCells(
    "that is met at once",
    3,
    chosen.filter((cell) => !isPatient(cell)),
  );
});

suite("the matrix", () => {
  test("has a cell, or a reason for none, for every fault at every step", () => {
    const missing = steps
      .flatMap((step) => faults.map((fault) => [step, fault] as const))
      .filter(([step, fault]) => !isCovered(step, fault) && !senseless(step, fault));
    assert.deepEqual(missing, []);
  });

  test("has no cell outside its steps and faults", () => {
    const strays = cells.filter(
      ({ step, fault }) => !steps.includes(step) || !faults.includes(fault),
    );
    assert.deepEqual(strays, []);
  });
});
