import { join } from "node:path";
import { runInHost } from "../hostProgram.ts";
import { row } from "../row.ts";
import type { Section } from "../section.ts";
import { makeCopies } from "../startup/copies.ts";
import type { Activations } from "../startup/inHost.ts";
import { medianOf } from "../statistics.ts";

/** Of the extension and of the empty one, in one host. */
const copies = 20;

/** Not counted: the first ones find everything cold. */
const warmUps = 2;

/** What an installed extension costs somebody who does not use it. */
export async function measureStartup(): Promise<Section> {
  const { ours, empty, mediaPreview } = await activations();
  const more = ours.map(({ time }, index) => time - (empty[index]?.time ?? Number.NaN));
  const counted = [
    ["this extension", ours.slice(warmUps)],
    ["an extension that does nothing", empty.slice(warmUps)],
    ["VS Code's media preview, once", mediaPreview],
  ] as const;
  return {
    title: "Start-up",
    note:
      `${copies} copies of the extension and of one that does nothing, activated in turn in one extension host of ` +
      `VS Code's server; medians without the first ${warmUps}. What is parsed are the modules that Node has loaded of ` +
      "the extension after that: the rest waits for the first command, or for a look at the Jobs view.",
    table: [
      ["activation", "ms", "KB parsed"],
      ...counted.map(([name, all]) => [
        name,
        medianOf(all.map(({ time }) => time)).value.toFixed(1),
        kilobytes(all).toFixed(1),
      ]),
    ],
    isTableForReadme: true,
    rows: [
      row(
        {
          name: "activation",
          against: "empty extension",
          unit: "ms more",
          ...medianOf(more.slice(warmUps)),
        },
        { atMost: 5 },
      ),
      row({ name: "parsed at start", unit: "KB", value: kilobytes(ours) }, { atMost: 20 }),
    ],
  };
}

/** The most that any of them parsed. */
const kilobytes = (all: Activations["ours"]): number =>
  Math.max(...all.map(({ parsed }) => parsed)) / 1000;

const activations = (): Promise<Activations> =>
  runInHost<Activations>({
    entry: join(import.meta.dirname, "../startup/inHost.ts"),
    settings: {},
    prepare: (_workspace, { extensions }) => {
      makeCopies(extensions, copies);
      return { BENCH_COPIES: String(copies) };
    },
    limitMs: 120_000,
  });
