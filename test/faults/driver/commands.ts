import { randomUUID } from "node:crypto";
import { basename, dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UpscaleError } from "../../../src/core/errors.ts";
import type { Job, JobOutcome } from "../../../src/core/job.ts";
import { wayOut } from "../../../src/core/wayOut.ts";
import { outcomeOf } from "../../../src/vscode/endedJob.ts";
import { usualOptions } from "../../support/usualOptions.ts";
import { runJobs, toldOutcome } from "./batch.ts";
import type { Core } from "./core.ts";
import { tell } from "./tell.ts";

/** The command on every source: a job for each, if a file can be made in its folder. */
export async function run(core: Core): Promise<void> {
  const jobs = core.plan.sources.map(planned);
  await runJobs(core, await withPlace(core, jobs));
}

/** What a window does when it starts: jobs of windows that are gone go on, unknown submits are told. */
export async function resume(core: Core): Promise<void> {
  const { journal } = core;
  await journal.prune();
  const records = await journal.adopt(async () => true);
  for (const { job } of records.filter(({ step }) => step === "submitting")) {
    const outcome = { state: "failed", job, error: new UpscaleError("submitUnknown") } as const;
    await journal.end(outcome);
    tell({ event: "outcome", outcome: toldOutcome(outcome) });
  }
  await runJobs(
    core,
    records.filter(({ step }) => step !== "submitting").map(({ job }) => job),
  );
}

/** The user presses the one button of each job that ended without its file. */
export async function act(core: Core): Promise<void> {
  const ended = (await core.journal.ended()).flatMap((record) => outcomeOf(record) ?? []);
  await runJobs(core, await withPlace(core, ended.flatMap(again)));
}

/** The job as its button runs it; none where the button only shows something. */
function again(outcome: JobOutcome): Job[] {
  if (outcome.state !== "failed") {
    return [];
  }
  const { submitted, ...job } = outcome.job;
  switch (wayOut(outcome)) {
    case "getResult":
    case "setApiKey":
      return [outcome.job];
    case "saveAnyway":
      return [{ ...outcome.job, anySize: true }];
    case "tryAgain":
    case "submitAgain":
      return [job];
    default:
      return [];
  }
}

/** The jobs whose folder can be written; the extension asks for another one for the rest. */
async function withPlace({ disk }: Core, jobs: readonly Job[]): Promise<Job[]> {
  const placed: Job[] = [];
  for (const job of jobs) {
    try {
      await disk.prepare({ fsPath: fileURLToPath(job.folder) });
      placed.push(job);
    } catch (error) {
      tell({ event: "notBegun", detail: String(error) });
    }
  }
  return placed;
}

/** Like the source: what fal makes of an opaque PNG is that already, and its bytes stay as they are. */
export const finish = { outputFormat: "source", jpegQuality: 92 } as const;

/** The prompt tells the jobs apart in the fal server's journal. */
const planned = (path: string): Job => ({
  id: randomUUID(),
  batch: "b",
  source: { uri: pathToFileURL(path).href, name: basename(path) },
  folder: pathToFileURL(dirname(path)).href,
  nameTemplate: "${name}@${scale}x.${ext}",
  finish,
  options: { ...usualOptions, prompt: basename(path), negativePrompt: "" },
});
