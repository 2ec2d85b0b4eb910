import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../run/paths.ts";
import { aligned, judgedIn, tableOf } from "./report.ts";
import type { Section } from "./section.ts";

const [begin, end] = ["<!-- measured: begin -->", "<!-- measured: end -->"];

/** Beside the README's other pictures. */
const picture = "media/measured.webp";

const file = join(repository, "README.md");

/** The README around the place for results. Throws where it has none. */
export function aroundResults(): readonly [before: string, after: string] {
  const text = readFileSync(file, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) {
    throw new Error(`README.md has no place for results: ${begin} … ${end}`);
  }
  return [text.slice(0, from), text.slice(to + end.length)];
}

/** Writes what was judged into the README, between its two comments, and puts the picture of it beside it. */
export function writeReadme(sections: readonly Section[], heading: string, drawn: string): void {
  const plots = sections.flatMap((section) => section.plots ?? []);
  if (plots.length === 0) {
    throw new Error("the README shows how the time grows, which was not measured");
  }
  copyFileSync(drawn, join(repository, picture));
  const shown = [...plots.map(({ title }) => title), "ratios as a part of their goals"];
  const parts = [
    begin,
    heading,
    tableOf(judgedIn(sections)),
    `![${shown.join("; ")}](${picture})`,
    folded("Absolute times, of this machine", sections.flatMap(tableIn)),
    end,
  ];
  const [before, after] = aroundResults();
  writeFileSync(file, before + parts.join("\n\n") + after);
}

const tableIn = ({ title, table, isTableForReadme = false }: Section): string[] =>
  table && isTableForReadme ? [`**${title}**\n\n${aligned(table)}`] : [];

const folded = (summary: string, texts: readonly string[]): string =>
  ["<details>", `<summary>${summary}</summary>`, ...texts, "</details>"].join("\n\n");
