import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { hosts } from "../run/hosts.ts";
import { repository } from "../run/paths.ts";
import { alternativeVersion } from "./alternatives.ts";
import { short, shown } from "./row.ts";
import type { Row } from "./row.ts";
import type { Section } from "./section.ts";

/** What the numbers were measured on, in one line. */
export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim() ?? "?"}, ${memory} GiB, ${process.platform}, Node ${process.version}`;
}

/** The versions of what is compared, in words. */
export function versions(): string {
  const { version, dependencies }: Manifest = JSON.parse(
    readFileSync(join(repository, "package.json"), "utf8"),
  );
  const client = "@fal-ai/client";
  const others = ["onnxruntime-web", "onnxruntime-node", "upscaler"];
  return [
    `Clarity Upscaler ${version}`,
    `VS Code ${hosts.current.version}`,
    `${client} ${dependencies[client]}`,
    ...others.map((name) => `${name} ${alternativeVersion(name)}`),
  ].join(", ");
}

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The whole report as Markdown whose tables can be read as they are. */
export function report(sections: readonly Section[], heading: string): string {
  return [heading, ...sections.map(sectionText)].join("\n\n") + "\n";
}

function sectionText({ title, note, rows, table }: Section): string {
  const parts = [`## ${title}`, note];
  if (table) {
    parts.push(aligned(table));
  }
  if (rows.length > 0) {
    parts.push(tableOf(rows));
  }
  return parts.join("\n\n");
}

/** Rows as a Markdown table. */
export const tableOf = (rows: readonly Row[]): string =>
  aligned([["", "against", "value", "spread", "goal", ""], ...rows.map(cells)]);

function cells(row: Row): string[] {
  const { name, against, value, unit, low, high, goal, ok } = row;
  const spread = low === value && high === value ? "" : `${short(low)} – ${short(high)}`;
  const verdict = ok === null ? "" : ok ? "met" : "**missed**";
  return [name, against, `${shown(row)} ${unit}`.trim(), spread, goal ?? "", verdict];
}

/** A Markdown table of what stands in cells; the first column is left-aligned, the others right-aligned. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]) =>
    `| ${texts.map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...body.map(line)].join("\n");
}

/** The rows of sections that have a goal. */
export const judgedIn = (sections: readonly Section[]): Row[] =>
  sections.flatMap(({ rows }) => rows.filter(({ ok }) => ok !== null));
