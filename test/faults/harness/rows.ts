import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { testResults } from "../../run/paths.ts";
import type { Cell } from "../cells/cell.ts";

/** A cell as the report has it. */
export interface CellRow {
  readonly step: string;
  readonly fault: string;
  readonly variant: string;
  readonly expected: string;
  readonly isGood: boolean;
}

const folder = join(testResults, "faults");

/** Runs a cell and leaves its row for the report, however it ends. */
export async function reportCell(cell: Cell, run: () => Promise<void>): Promise<void> {
  let isGood = false;
  try {
    await run();
    isGood = true;
  } finally {
    const { step, fault, variant } = cell;
    const row: CellRow = { step, fault, variant, expected: expectedText(cell), isGood };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(row));
  }
}

/** The rows of the last run; none where no cell was played. */
export const readRows = (): CellRow[] =>
  existsSync(folder)
    ? readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")))
    : [];

export const clearRows = (): void => rmSync(folder, { recursive: true, force: true });

/** The end that a cell must come to, in few words. */
function expectedText({ expected }: Cell): string {
  if (expected.state !== "failed") {
    return expected.state === "done" ? doneText(expected) : "nothing begun";
  }
  const { reason, wayOut, posts, later } = expected;
  const submits = later ? ` ⇒ done, ${posts} → ${later.posts}` : `, ${posts}`;
  return `${reason}, ${wayOut}${submits}`;
}

const doneText = ({ output, empty }: Extract<Cell["expected"], { state: "done" }>): string =>
  ["done", output && `as ${output}`, empty && `${empty} stays empty`].filter(Boolean).join(", ");
