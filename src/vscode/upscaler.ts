import * as vscode from "vscode";
import { UpscaleError } from "../core/errors.ts";
import type { Job } from "../core/job.ts";
import { runBatch } from "../core/runBatch.ts";
import type { ApiKey } from "./apiKey.ts";
import { withBatchProgress } from "./batchProgress.ts";
import type { Host } from "./commands.ts";
import { chooseFolders } from "./destinations.ts";
import { JobLog } from "./jobLog.ts";
import type { Log } from "./log.ts";
import { showNotice } from "./noticeActions.ts";
import { errorNotice, outcomeNotice } from "./outcomeNotice.ts";
import type { Notice } from "./outcomeNotice.ts";
import { cloudSettings, concurrency, nameTemplate, upscaleOptions } from "./settings.ts";
import type { PickedSources } from "./sources.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

export interface UpscalerParts {
  readonly host: Host;
  readonly apiKey: ApiKey;
  readonly files: WorkspaceFiles;
  readonly log: Log;
}

/** The straight line from what the user pointed at to files and one last notice. */
export class Upscaler {
  readonly #parts: UpscalerParts;

  constructor(parts: UpscalerParts) {
    this.#parts = parts;
  }

  /** Upscales `sources`; resolves to the files that were made. */
  async upscale({ images, skipped }: PickedSources): Promise<vscode.Uri[]> {
    if (images.length === 0) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t("Only PNG, JPEG and WebP images can be upscaled."),
      );
      return [];
    }
    const jobs = await this.#orNotice(() => this.#plan(images));
    return this.run(jobs ?? [], skipped);
  }

  /** Runs jobs, new ones or such that are submitted already, and says how they ended. */
  async run(jobs: readonly Job[], skipped = 0): Promise<vscode.Uri[]> {
    const key =
      jobs.length === 0 ? undefined : await this.#orNotice(() => this.#parts.apiKey.require());
    if (key === undefined) {
      return [];
    }
    const done = await this.#orNotice(() => this.#runWithKey(jobs, key));
    if (done === undefined) {
      return [];
    }
    const { outcomes, elapsed } = done;
    const notice = outcomeNotice(outcomes, { skipped, elapsed });
    if (notice) {
      this.#show(notice);
    }
    return outcomes.flatMap((outcome) =>
      outcome.state === "done" ? [vscode.Uri.parse(outcome.output.uri)] : [],
    );
  }

  async #plan(images: readonly vscode.Uri[]): Promise<Job[]> {
    const planned = images.map((image) => ({
      image,
      options: upscaleOptions(image),
      nameTemplate: nameTemplate(image),
    }));
    const folders = await chooseFolders(images, this.#parts.files);
    return planned.flatMap(({ image, ...job }) => {
      const folder = folders.get(image);
      const name = image.path.slice(image.path.lastIndexOf("/") + 1);
      const source = { uri: image.toString(), name };
      return folder ? [{ source, folder: folder.toString(), ...job }] : [];
    });
  }

  async #runWithKey(jobs: readonly Job[], key: string) {
    const { host, files, log } = this.#parts;
    const limit = concurrency();
    const story = new JobLog(log);
    const backend = host.cloudBackend({ ...cloudSettings(), key });
    return withBatchProgress(jobs, async ({ signal, onProgress, onFinished, elapsed }) => {
      const outcomes = await runBatch(jobs, {
        backend,
        files,
        signal,
        concurrency: limit,
        onProgress: (job, progress) => {
          story.progress(job, progress);
          onProgress(job, progress);
        },
        onOutcome: (outcome) => {
          story.outcome(outcome);
          onFinished();
        },
      });
      return { outcomes, elapsed: elapsed() };
    });
  }

  /** A failure before any job ran, such as a setting that cannot be used, is told like a job's. */
  async #orNotice<T>(work: () => PromiseLike<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const failure =
        error instanceof UpscaleError ? error : new UpscaleError("bug", { cause: error });
      this.#parts.log.error("The command failed.", failure);
      this.#show(errorNotice(failure));
      return undefined;
    }
  }

  #show(notice: Notice): void {
    const { apiKey, log } = this.#parts;
    showNotice(notice, {
      run: (jobs) => this.run(jobs),
      askForKey: () => apiKey.ask(),
      showLog: () => log.show(),
    }).catch((error: unknown) => log.error("A notice's button failed.", error));
  }
}
