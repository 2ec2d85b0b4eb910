import type { Raster } from "../../../src/pictures/raster.ts";
import type { ContenderName } from "../contenders/contenders.ts";
import { startContender } from "../contenders/runningContender.ts";
import { pictureClasses } from "../pictures/pictureList.ts";
import { mirrored } from "../pictures/mirrored.ts";
import type { Truth } from "../pictures/pictureSet.ts";
import { row } from "../row.ts";
import type { Row } from "../row.ts";
import type { Section } from "../section.ts";

/** Sizes that take several tiles. */
const large = { width: 512, height: 512 };
const odd = { width: 777, height: 331 };
const small = { width: 301, height: 203 };

/**
 * Every sample of what the product makes in tiles, compared with what ONNX Runtime makes of the whole
 * picture with its edges repeated.
 */
export async function measureAgreement(
  truths: readonly Truth[],
  isQuick: boolean,
): Promise<Section> {
  const pictures = pictureClasses.flatMap(
    (name) => truths.find((truth) => truth.class === name)?.picture ?? [],
  );
  const sizes = isQuick ? [small] : [large, odd];
  const sources = (isQuick ? pictures.slice(0, 1) : pictures).flatMap((picture) =>
    sizes.map((size) => mirrored(picture, size)),
  );
  const rows: Row[] = [];
  for (const pair of pairs) {
    rows.push(...rowsOf(pair, await compare(pair, sources)));
  }
  const inWords = sizes.map(({ width, height }) => `${width} × ${height}`).join(" and ");
  return {
    title: "Agreement with the reference network",
    note:
      `${sources.length} pictures of ${inWords} px, doubled in the product's tiles and in one piece ` +
      "by onnxruntime-node; levels of 255, tile borders and edges included.",
    rows,
  };
}

interface Pair {
  readonly ours: ContenderName;
  readonly reference: ContenderName;
  readonly isLossy: boolean;
  readonly network: string;
}

const reference = "onnxruntime-node";

const pairs: readonly Pair[] = [
  { ours: "Standard", reference, isLossy: false, network: "Standard" },
  { ours: "Standard", reference, isLossy: true, network: "Standard, denoising" },
  { ours: "Fast", reference: `${reference}, Fast`, isLossy: false, network: "Fast" },
];

interface Difference {
  readonly largest: number;
  readonly count: number;
  readonly samples: number;
}

function rowsOf({ network }: Pair, { largest, count, samples }: Difference): Row[] {
  const about = { against: reference, value: largest, unit: "levels" };
  const share = { against: reference, value: (100 * count) / samples, unit: "%" };
  return [
    row({ name: `largest difference of a sample, ${network}`, ...about }, { atMost: 1 }),
    row({ name: `samples that differ, ${network}`, ...share }),
  ];
}

async function compare(pair: Pair, sources: readonly Raster[]): Promise<Difference> {
  const ours = await startContender(pair.ours);
  const theirs = await startContender(pair.reference);
  let all: Difference = { largest: 0, count: 0, samples: 0 };
  try {
    for (const source of sources) {
      const assignment = { source, scale: 2, isLossy: pair.isLossy } as const;
      const [a, b] = [await ours.upscale(assignment, true), await theirs.upscale(assignment, true)];
      all = sum(all, difference(outputOf(a), outputOf(b)));
    }
  } finally {
    ours.stop();
    theirs.stop();
  }
  return all;
}

const sum = (a: Difference, b: Difference): Difference => ({
  largest: Math.max(a.largest, b.largest),
  count: a.count + b.count,
  samples: a.samples + b.samples,
});

function outputOf({ output }: { readonly output: Raster | undefined }): Raster {
  if (!output) {
    throw new Error("a contender kept its output");
  }
  return output;
}

function difference(a: Raster, b: Raster): Difference {
  if (a.width !== b.width || a.height !== b.height) {
    throw new Error(`${a.width} x ${a.height} px against ${b.width} x ${b.height}`);
  }
  let largest = 0;
  let count = 0;
  for (const [index, value] of a.data.entries()) {
    const distance = Math.abs(value - (b.data[index] ?? 0));
    largest = Math.max(largest, distance);
    count += distance > 0 ? 1 : 0;
  }
  return { largest, count, samples: (a.data.length / 4) * 3 };
}
