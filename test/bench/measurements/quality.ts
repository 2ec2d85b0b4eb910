import type { ContenderName } from "../contenders/contenders.ts";
import { tasks } from "../pictures/degrade.ts";
import type { Task } from "../pictures/degrade.ts";
import { pictureClasses } from "../pictures/pictureList.ts";
import type { PictureClass } from "../pictures/pictureList.ts";
import type { Truth } from "../pictures/pictureSet.ts";
import { measureScores } from "../quality/measureScores.ts";
import type { Result } from "../quality/measureScores.ts";
import { ScoreCache } from "../quality/scoreCache.ts";
import { row } from "../row.ts";
import type { Goal, Row } from "../row.ts";
import type { Section } from "../section.ts";
import { mean, meanOf } from "../statistics.ts";

const upscalerJs = ["UpscalerJS slim", "UpscalerJS medium", "UpscalerJS thick"] as const;
const names: readonly ContenderName[] = [
  "UpscalerJS thick",
  "UpscalerJS medium",
  "UpscalerJS slim",
  "Lanczos3",
  "Fast",
  "Standard",
];

/** What Standard has to be above Lanczos at clean 2×, dB. */
const gains: Readonly<Record<PictureClass, number>> = { photo: 2, illustration: 5, text: 3 };

/**
 * PSNR-Y and SSIM-Y of all contenders, the gain over Lanczos and the distance to UpscalerJS. The gain
 * over Lanczos is judged only with the full set: it varies by decibels from picture to picture.
 */
export async function measureQuality(truths: readonly Truth[], isQuick: boolean): Promise<Section> {
  const results = await measureScores(names, truths, new ScoreCache());
  const cells = tasks.flatMap((task) =>
    pictureClasses.map((pictureClass) => new Cell(results, task, pictureClass)),
  );
  return {
    title: "Quality",
    note:
      `PSNR-Y (dB) and SSIM-Y, means over ${truths.length} pictures; what was made small with bicubic ` +
      "is made large again and compared with what it was. Such inputs flatter every trained network. " +
      "UpscalerJS thick takes half a minute for each and has the first picture of each class only, so it is not in " +
      "the first table; gains are over the pictures both had. " +
      "The spread is the quartiles over the pictures.",
    table: table(cells),
    rows: cells.flatMap((cell) => rowsOf(cell, isQuick)),
  };
}

/** The scores of one task and one class. */
class Cell {
  readonly task: Task;
  readonly pictureClass: PictureClass;
  readonly #results: readonly Result[];

  constructor(results: readonly Result[], task: Task, pictureClass: PictureClass) {
    this.task = task;
    this.pictureClass = pictureClass;
    this.#results = results.filter(
      (result) => result.task === task && result.truth.class === pictureClass,
    );
  }

  get title(): string {
    return `${this.task.name}, ${this.pictureClass}`;
  }

  /** The mean over the pictures that a contender had. */
  mean(name: ContenderName, metric: "psnr" | "ssim"): number {
    return mean(this.#of(name).map((result) => result[metric]));
  }

  /** How much better one is than the other, for each picture that both had. */
  gains(name: ContenderName, other: ContenderName, metric: "psnr" | "ssim"): number[] {
    const theirs = new Map(this.#of(other).map((result) => [result.truth, result[metric]]));
    return this.#of(name).flatMap((result) => {
      const value = theirs.get(result.truth);
      return value === undefined ? [] : [result[metric] - value];
    });
  }

  #of(name: ContenderName): Result[] {
    return this.#results.filter(({ contender }) => contender === name);
  }
}

function rowsOf(cell: Cell, isQuick: boolean): Row[] {
  const isGoal = cell.task.name === "clean 2×" && !isQuick;
  const goal = isGoal ? { atLeast: gains[cell.pictureClass] } : undefined;
  return [
    gain(cell, "Standard", "Lanczos3", "psnr", goal),
    gain(cell, "Fast", "Lanczos3", "psnr"),
    gain(cell, "UpscalerJS thick", "Lanczos3", "psnr"),
    overNearest(cell, "psnr"),
    overNearest(cell, "ssim"),
  ];
}

/** Standard against the UpscalerJS that comes nearest. */
function overNearest(cell: Cell, metric: "psnr" | "ssim"): Row {
  const lead = (other: ContenderName) => mean(cell.gains("Standard", other, metric));
  const [nearest = upscalerJs[0]] = upscalerJs.toSorted((a, b) => lead(a) - lead(b));
  return gain(cell, "Standard", nearest, metric, { atLeast: 0 });
}

function gain(
  cell: Cell,
  name: ContenderName,
  against: ContenderName,
  metric: "psnr" | "ssim",
  goal?: Goal,
): Row {
  const spread = meanOf(cell.gains(name, against, metric));
  const [label, unit] = metric === "psnr" ? ["PSNR-Y", "dB"] : ["SSIM-Y", ""];
  return row({ name: `${label} of ${name}, ${cell.title}`, against, unit, ...spread }, goal);
}

function table(cells: readonly Cell[]): string[][] {
  const show = (cell: Cell, name: ContenderName) =>
    `${cell.mean(name, "psnr").toFixed(2)} / ${cell.mean(name, "ssim").toFixed(4)}`;
  const order = names.toReversed().filter((name) => name !== "UpscalerJS thick");
  return [
    ["", ...order],
    ...cells.map((cell) => [cell.title, ...order.map((name) => show(cell, name))]),
  ];
}
