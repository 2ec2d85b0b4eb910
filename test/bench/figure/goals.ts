import { shown } from "../row.ts";
import type { Row } from "../row.ts";
import { text } from "./svgText.ts";

/** Pixels of a line. */
const step = 17;
const top = 34;
const edge = { label: 408, bars: 420, goal: 700, right: 872 };

/** Pixels of the picture of so many rows. */
export const goalsHeight = (rows: readonly Row[]): number => top + rows.length * step + 14;

/** What is judged, as a group of SVG: bars against the line that none should cross. */
export function goalsSvg(rows: readonly Row[], y: number): string {
  const bottom = top + rows.length * step + 4;
  return `<g transform="translate(0 ${y})" font-family="DejaVu Sans" font-size="11" fill="#333">
    ${text(46, 18, "Ratios, as a part of their goals", `font-size="13" font-weight="bold"`)}
    ${text(edge.goal, 18, "goal", `text-anchor="middle"`)}
    ${rows.map(bar).join("")}
    <path d="M${edge.goal} 24V${bottom}" stroke="#333" stroke-dasharray="4 3"/>
    ${rows.map(valueOf).join("")}
  </g>`;
}

function bar(row: Row, index: number): string {
  const y = yOf(index);
  const label = [row.name, row.against ?? row.unit.slice("× ".length)].filter(Boolean).join(" / ");
  const fill = row.ok === false ? "#d55e00" : "#0072b2";
  return `${text(edge.label, y + 10, escaped(label), `text-anchor="end"`)}
    <path d="M${edge.bars} ${y}H${endOf(row).toFixed(1)}v12H${edge.bars}z" fill="${fill}"/>`;
}

/** Its number behind its bar, on a ground of its own: the goal's line may be there. */
const valueOf = (row: Row, index: number): string =>
  text(
    endOf(row) + 5,
    yOf(index) + 10,
    shown(row),
    `stroke="#fff" stroke-width="5" paint-order="stroke"`,
  );

const yOf = (index: number): number => top + index * step;

/** Where its bar ends. */
const endOf = (row: Row): number =>
  edge.bars + Math.min(partOf(row) * (edge.goal - edge.bars), edge.right - 60 - edge.bars);

/** 1 at the goal, more beyond it. */
function partOf({ value, goal }: Row): number {
  const limit = Number(/[\d.]+/.exec(goal ?? "")?.[0]);
  return goal?.startsWith("≥") ? limit / value : value / limit;
}

const escaped = (label: string): string => label.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
