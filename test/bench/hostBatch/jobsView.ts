import { setImmediate } from "node:timers/promises";
import type { Job, JobOutcome } from "../../../src/core/job.ts";
import { UpscaleError } from "../../../src/core/errors.ts";
import { JobBoard } from "../../../src/core/jobBoard.ts";
import { redact } from "../../../src/core/redact.ts";
import { JobsTree } from "../../../src/vscode/jobs/jobsTree.ts";
import { usualOptions } from "../../support/usualOptions.ts";

/** How many jobs the view shows, and how often it is drawn. */
export const jobsShown = 300;
const refreshes = 50;

/** Milliseconds that each full refresh of the view's tree takes: every group, and the row of every job, anew. */
export async function refreshTimes(): Promise<number[]> {
  const tree = new JobsTree({
    board: fullBoard(),
    shown: redact,
    isPaused: () => false,
    whenRead: () => Promise.resolve(),
  });
  const times: number[] = [];
  for (let index = 0; index < refreshes; index++) {
    const started = performance.now();
    await refresh(tree);
    times.push(performance.now() - started);
    await setImmediate();
  }
  tree.dispose();
  return times;
}

/** Asks as VS Code does, for each node's row and for what is below it. */
async function refresh(tree: JobsTree): Promise<void> {
  let rows = 0;
  for (const group of await tree.getChildren()) {
    tree.getTreeItem(group);
    for (const job of await tree.getChildren(group)) {
      tree.getTreeItem(job);
      rows += 1;
    }
  }
  if (rows !== jobsShown) {
    throw new Error(`${rows} rows instead of ${jobsShown}`);
  }
}

/** In the middle of a long batch: a few run, some have failed, the others wait or are done. */
function fullBoard(): JobBoard {
  const board = new JobBoard();
  const jobs = Array.from({ length: jobsShown }, (_, index) => jobOf(index));
  board.add(jobs);
  for (const [index, job] of jobs.slice(0, jobsShown / 2).entries()) {
    board.begin(job);
    if (index < 4) {
      board.progress(job, { phase: "running", percent: index * 20, lines: [] });
    } else {
      board.end(outcomeOf(job, index));
    }
  }
  return board;
}

const jobOf = (index: number): Job => ({
  id: `job-${index}`,
  batch: "bench",
  source: { uri: `file:///art/picture-${index}.png`, name: `picture-${index}.png` },
  folder: "file:///art",
  nameTemplate: "",
  options: index % 2 === 0 ? usualOptions : { model: "device-standard", scale: 2, denoise: "auto" },
});

function outcomeOf(job: Job, index: number): JobOutcome {
  if (index % 10 === 0) {
    const detail = "Could not generate images with the given prompts and images.";
    return { state: "failed", job, error: new UpscaleError("rejected", { detail }) };
  }
  if (index % 10 === 5) {
    return { state: "cancelled", job, cancel: "notSent" };
  }
  const output = {
    uri: `file:///art/picture-${index}@2x.png`,
    name: `picture-${index}@2x.png`,
    width: 640,
    height: 640,
    byteLength: 1_200_000,
    hash: "",
    sourceChanged: false,
  };
  return { state: "done", job, output };
}
