/** Rows of a Markdown table, by their columns' titles. */
export type Row = Readonly<Record<string, string | number>>;

/** The table with the columns of its first row. */
export function markdownTable(rows: readonly Row[]): string {
  const titles = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    line(titles),
    line(titles.map(() => "---")),
    ...rows.map((row) => line(titles.map((title) => row[title] ?? ""))),
    "",
  ].join("\n");
}
