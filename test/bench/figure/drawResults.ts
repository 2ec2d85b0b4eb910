import { writeFileSync } from "node:fs";
import type { Row } from "../row.ts";
import { inFewColours } from "./fewColours.ts";
import { goalsHeight, goalsSvg } from "./goals.ts";
import { plotSize, svgOf } from "./plot.ts";
import type { Plot } from "./plot.ts";

/** Draws plots side by side, and below them the ratios that are judged, into a WebP. */
export async function drawResults(
  plots: readonly Plot[],
  judged: readonly Row[],
  file: string,
): Promise<void> {
  const ratios = judged.filter(({ unit }) => unit.startsWith("×"));
  const width = plotSize.width * Math.max(2, plots.length);
  const above = plots.length > 0 ? plotSize.height : 0;
  const height = above + goalsHeight(ratios);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#fff"/>
    ${plots.map((plot, index) => svgOf(plot, index * plotSize.width)).join("")}
    ${goalsSvg(ratios, above)}
  </svg>`;
  writeFileSync(file, await inFewColours(svg));
}
