import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../run/paths.ts";
import { drawPlots } from "./figure/drawPlots.ts";
import { tableOf } from "./report.ts";
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

/** Writes what was judged into the README, between its two comments, and draws the plots beside it. */
export async function writeReadme(sections: readonly Section[], heading: string): Promise<void> {
  const plots = sections.flatMap((section) => section.plots ?? []);
  if (plots.length === 0) {
    throw new Error("the README shows how the time grows, which was not measured");
  }
  await drawPlots(plots, join(repository, picture));
  const judged = sections.flatMap(({ rows }) => rows.filter(({ ok }) => ok !== null));
  const drawn = plots.map(({ title }) => title).join("; ");
  const parts = [begin, heading, tableOf(judged), `![${drawn}](${picture})`, end];
  const [before, after] = aroundResults();
  writeFileSync(file, before + parts.join("\n\n") + after);
}
