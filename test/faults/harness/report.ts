import { faults, senseless, steps } from "../cells/matrix.ts";
import type { CellRow } from "./rows.ts";

/** The whole table in Markdown: the matrix, then every cell with its end, then what has no cell and why. */
export function fullReport(rows: readonly CellRow[]): string {
  return [
    "# The fault matrix",
    "",
    "Each cell plays one job with one fault, in a process of its own. ✓ means that all four hold: at most one",
    "submit was processed, except the user's own second one; the file is whole, byte for byte what the server",
    "made, or absent, and no temporary file stays; the job ended as expected, and what its button does brings",
    "the picture when the fault is gone; and no secret is left anywhere.",
    "",
    totals(rows),
    "",
    ...matrix(rows),
    "",
    "## Every cell",
    "",
    ...everyCell(rows),
    "",
    "## No cell, and why",
    "",
    ...reasons(),
    "",
  ].join("\n");
}

/** The matrix alone, for a terminal. */
export const shortReport = (rows: readonly CellRow[]): string =>
  ["", ...matrix(rows), "", totals(rows), ""].join("\n");

function totals(rows: readonly CellRow[]): string {
  const good = rows.filter(({ isGood }) => isGood).length;
  const kills = rows.filter(({ fault }) => fault === "killed").length;
  return `${rows.length} cells (${kills} of them kills): ${good} hold, ${rows.length - good} do not.`;
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function matrix(rows: readonly CellRow[]): string[] {
  const mark = (step: string, fault: string): string => {
    const here = rows.filter((row) => row.step === step && row.fault === fault);
    const good = here.filter(({ isGood }) => isGood).length;
    if (here.length === 0) {
      return senseless(step, fault) === undefined ? "?" : "–";
    }
    return good === here.length ? `✓ ${here.length}` : `✗ ${good}/${here.length}`;
  };
  return [
    line(["fault", ...steps]),
    line(["---", ...steps.map(() => "---")]),
    ...faults.map((fault) => line([fault, ...steps.map((step) => mark(step, fault))])),
  ];
}

function everyCell(rows: readonly CellRow[]): string[] {
  const rank = ({ step, fault }: CellRow) => steps.indexOf(step) * 100 + faults.indexOf(fault);
  return [
    line(["step", "fault", "how", "end ⇒ after the user's button, submits before → after", ""]),
    line(["---", "---", "---", "---", "---"]),
    ...rows
      .toSorted((a, b) => rank(a) - rank(b) || a.variant.localeCompare(b.variant))
      .map(({ step, fault, variant, expected, isGood }) =>
        line([step, fault, variant, expected, isGood ? "✓" : "✗"]),
      ),
  ];
}

/** One line for each step and reason, with the faults it holds for. */
function reasons(): string[] {
  const found = new Map<string, string[]>();
  for (const step of steps) {
    for (const fault of faults) {
      const reason = senseless(step, fault);
      if (reason !== undefined) {
        const key = `${step}: ${reason}`;
        found.set(key, [...(found.get(key) ?? []), fault]);
      }
    }
  }
  return [...found].map(([reason, without]) =>
    without.length === faults.length ? `- ${reason}.` : `- ${reason} (${without.join("; ")}).`,
  );
}
