import type { Plot } from "./figure/plot.ts";
import type { Row } from "./row.ts";

/** One part of the report: what was measured and the rows; a table instead where rows say too little. */
export interface Section {
  readonly title: string;
  /** How it was measured, for someone who doubts it. */
  readonly note: string;
  readonly rows: readonly Row[];
  /** Shown before the rows: absolute numbers, the first line being the heads of the columns, the first one empty. */
  readonly table?: readonly (readonly string[])[];
  /** Whether the README shows the table too. */
  readonly isTableForReadme?: boolean;
  /** Drawn for the README. */
  readonly plots?: readonly Plot[];
}
