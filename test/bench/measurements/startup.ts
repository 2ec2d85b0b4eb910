import { statSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../run/paths.ts";
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
  const counted = ours.slice(warmUps);
  const more = counted.map((time, index) => time - (empty[warmUps + index] ?? Number.NaN));
  const unit = "ms";
  return {
    title: "Start-up",
    note:
      `${copies} copies of the extension and of one that does nothing, activated in turn in one extension host of ` +
      `VS Code's server; medians without the first ${warmUps}. Nothing else of the extension is read before a ` +
      "command is used.",
    rows: [
      row(
        { name: "activation", against: "empty extension", unit: "ms more", ...medianOf(more) },
        { atMost: 5 },
      ),
      row({ name: "activation", unit, ...medianOf(counted) }),
      row({ name: "activation of an empty extension", unit, ...medianOf(empty.slice(warmUps)) }),
      row({ name: "activation of VS Code's media preview, once", unit, ...medianOf(mediaPreview) }),
      row(
        { name: "parsed at start", unit: "KB", value: kilobytes("extension.cjs") },
        { atMost: 20 },
      ),
    ],
  };
}

const kilobytes = (name: string): number => statSync(join(repository, "dist", name)).size / 1000;

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
