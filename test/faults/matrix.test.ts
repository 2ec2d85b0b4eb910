import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { cells, faults, isCovered, senseless, steps } from "./cells/matrix.ts";
import { bundleDriver } from "./harness/driverBundle.ts";
import { reportCell } from "./harness/rows.ts";
import { runCell } from "./harness/runCell.ts";

const script = await bundleDriver();
const only = process.env["FAULTS_ONLY"] ?? "";

suite("a fault at a step of a job", { concurrency: 6 }, () => {
  for (const cell of cells) {
    const { step, fault, variant } = cell;
    const name = [step, fault, variant].filter(Boolean).join(", ");
    if (name.includes(only)) {
      test(name, () => reportCell(cell, () => runCell(cell, script)));
    }
  }
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
