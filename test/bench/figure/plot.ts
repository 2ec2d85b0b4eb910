import { text } from "./svgText.ts";

/** A line of a plot. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Some lines over one axis; `y` begins at 0. */
export interface Plot {
  readonly title: string;
  readonly x: { readonly label: string; readonly isLogarithmic: boolean };
  /** The unit. */
  readonly y: string;
  readonly lines: readonly Line[];
}

/** Pixels of a plot with all that stands around it. */
export const plotSize = { width: 440, height: 290 };

const frame = { left: 46, top: 40, right: 428, bottom: 240 };

/** Told apart by the colour-blind too (Okabe and Ito), and by their dashes. */
const strokes = [
  `stroke="#0072b2"`,
  `stroke="#d55e00" stroke-dasharray="6 4"`,
  `stroke="#666" stroke-dasharray="2 3"`,
] as const;

/** The plot as a group of SVG, its left edge at `left`. */
export function svgOf({ title, x, y, lines }: Plot, left: number): string {
  const points = lines.flatMap((line) => line.points);
  const most = niceAbove(Math.max(...points.map(([, value]) => value)));
  const across = scaleOf(
    points.map(([value]) => value),
    x.isLogarithmic,
  );
  const up = (value: number) => frame.bottom - (value / most) * (frame.bottom - frame.top);
  const ticks = [...new Set(points.map(([value]) => value))];
  return `<g transform="translate(${left} 0)" font-family="DejaVu Sans" font-size="11" fill="#333">
    ${text(frame.left, 20, title, `font-size="13" font-weight="bold"`)}
    ${[0, 0.25, 0.5, 0.75, 1].map((part) => level(part * most, up(part * most), y)).join("")}
    ${ticks.map((value) => text(across(value), frame.bottom + 16, `${value}`, middle)).join("")}
    ${text((frame.left + frame.right) / 2, frame.bottom + 34, x.label, middle)}
    ${lines.map((line, index) => drawn(line, index, across, up)).join("")}
  </g>`;
}

const middle = `text-anchor="middle"`;

const level = (value: number, y: number, unit: string): string =>
  `<path d="M${frame.left} ${y}H${frame.right}" stroke="#ddd"/>${text(frame.left - 6, y + 4, `${value} ${unit}`, `text-anchor="end"`)}`;

function drawn(
  { name, points }: Line,
  index: number,
  across: (x: number) => number,
  up: (y: number) => number,
): string {
  const stroke = strokes[index % strokes.length] ?? strokes[0];
  const path = points.map(([x, y]) => `${across(x).toFixed(1)} ${up(y).toFixed(1)}`).join("L");
  const key = frame.top + 12 + index * 16;
  return `<path d="M${path}" fill="none" ${stroke} stroke-width="2"/>
    <path d="M${frame.left + 10} ${key - 4}h24" ${stroke} stroke-width="2"/>
    ${text(frame.left + 40, key, name, "")}`;
}

/** Where values stand from left to right. */
function scaleOf(values: readonly number[], isLogarithmic: boolean): (value: number) => number {
  const of = (value: number) => (isLogarithmic ? Math.log(value) : value);
  const least = isLogarithmic ? of(Math.min(...values)) : 0;
  const range = of(Math.max(...values)) - least || 1;
  const [from, to] = [frame.left + 10, frame.right - 10];
  return (value) => from + ((of(value) - least) / range) * (to - from);
}

/** The next number of one digit that is not odd on its way to four parts. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 6, 8, 10].find((digit) => digit * power >= value) ?? 10) * power;
}
