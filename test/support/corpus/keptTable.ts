import { markdownTable } from "./table.ts";
import type { Row } from "./table.ts";

/** Pictures of which the same is kept. */
interface Group {
  readonly pictures: Set<string>;
  readonly formats: Set<string>;
  readonly kept: Row;
}

/** What is kept of pictures, with those of which the same is kept in one row: a table that fits a README. */
export function keptTable(rows: readonly Row[]): string {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const kept = keptOf(row);
    const key = JSON.stringify(kept);
    const group = groups.get(key) ?? { pictures: new Set(), formats: new Set(), kept };
    groups.set(key, group);
    group.pictures.add(`${row["what"]}`.replace(/ [2-8]$/, ` ${turned}`));
    group.formats.add(`${row["format"]}`);
  }
  return markdownTable(Array.from(groups.values(), lineOf));
}

const lineOf = ({ pictures, formats, kept }: Group): Row => ({
  pictures: [...pictures].join("; "),
  format: [...formats].join(", "),
  ...kept,
});

const turned = "2 to 8";

/** A row's facts in fewer columns; of orientations it says whether there is one to turn. */
const keptOf = (row: Row): Row => ({
  bits: row["bits"] ?? "",
  transparency: row["alpha"] ?? "",
  profile: row["profile"] ?? "",
  orientation: row["orientation"] === 1 ? 1 : `${turned} → 1`,
  "EXIF, XMP, IPTC": [row["EXIF"], row["XMP"], row["IPTC"]].join(", "),
  density: row["density"] ?? "",
});
