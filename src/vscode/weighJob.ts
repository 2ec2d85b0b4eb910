import * as vscode from "vscode";
import type { Job } from "../core/job.ts";
import { jobMemory } from "../core/jobMemory.ts";

/** Bytes that a job will take, about; 0 where the size of its source cannot be told. */
export async function weighJob(job: Job): Promise<number> {
  const source = vscode.Uri.parse(job.source.uri);
  const size = Promise.resolve(vscode.workspace.fs.stat(source)).then(
    (stat) => stat.size,
    () => 0,
  );
  return jobMemory(job, await size);
}
