import { basename } from "node:path";
import { isRecord } from "../../../src/core/record.ts";
import { wayOut } from "../../../src/core/wayOut.ts";
import { Journal } from "../../../src/core/journal.ts";
import { JournalFolder } from "../../../src/node/journalFolder.ts";
import { outcomeOf } from "../../../src/vscode/endedJob.ts";
import type { FalServer } from "../../fal-server/falServer.ts";
import { filesBelow } from "../harness/files.ts";
import { picturesMade } from "../harness/results.ts";
import { leaks } from "../harness/secrets.ts";
import type { World } from "../harness/world.ts";

/** Processed submits for each source, which its prompt names. */
function submitsBySource({ journal }: FalServer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { route, processed, json } of journal) {
    if (route === "submit" && processed && isRecord(json)) {
      const source = String(json["prompt"]);
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
  }
  return counts;
}

/** What stands in the journal of jobs that are not done: what the user can do, by source. */
export async function standing({ journal }: World): Promise<Map<string, string>> {
  const files = new JournalFolder(journal);
  const records = await new Journal(files, { id: "none", isGone: async () => false }).ended();
  const outcomes = records.flatMap((record) => outcomeOf(record) ?? []);
  return new Map(
    outcomes.map((outcome) => [
      outcome.job.source.name,
      outcome.state === "failed" ? wayOut(outcome) : outcome.state,
    ]),
  );
}

/** Outputs by the source they belong to; throws for one that is not what the server made. */
async function outputsBySource(world: World): Promise<Map<string, string[]>> {
  const made = new Set((await picturesMade(world.server)).map((bytes) => bytes.toString("latin1")));
  const outputs = new Map<string, string[]>();
  for (const [name, bytes] of await filesBelow(world.art)) {
    const source = /^(.*)@2x(?:-\d+)?\.png$/.exec(name)?.[1];
    if (source !== undefined) {
      if (!made.has(bytes.toString("latin1"))) {
        throw new Error(`${name} is not what the server made`);
      }
      outputs.set(`${source}.png`, [...(outputs.get(`${source}.png`) ?? []), name]);
    }
  }
  return outputs;
}

export interface Tally {
  readonly jobs: number;
  readonly done: number;
  /** Jobs that the journal holds with something for the user to do, or to read. */
  readonly standing: number;
  /** Killed before they were written down: nothing was sent, and nobody was told of them. */
  readonly notBegun: number;
  /** Jobs without a picture and without a record, although they had begun. */
  readonly lost: readonly string[];
  /** Jobs that were submitted more often than asked for, or have more than one output. */
  readonly doubled: readonly string[];
  readonly leaks: readonly string[];
}

/**
 * Counts what became of the sources. `asked` is how many submits of each the user asked for, `isTold` whether
 * somebody heard of the job.
 */
export async function tally(
  world: World,
  sources: readonly string[],
  asked: (source: string) => number,
  isTold: (source: string) => boolean = () => true,
): Promise<Tally> {
  const [submits, ends, outputs] = [
    submitsBySource(world.server),
    await standing(world),
    await outputsBySource(world),
  ];
  const names = sources.map((source) => basename(source));
  const gone = names.filter((name) => !outputs.has(name) && !ends.has(name));
  const lost = gone.filter((name) => isTold(name) || submits.has(name));
  return {
    jobs: names.length,
    done: names.filter((name) => outputs.has(name)).length,
    standing: names.filter((name) => !outputs.has(name) && ends.has(name)).length,
    notBegun: gone.length - lost.length,
    lost,
    doubled: names.filter(
      (name) => (submits.get(name) ?? 0) > asked(name) || (outputs.get(name)?.length ?? 0) > 1,
    ),
    leaks: await leaks(world),
  };
}
