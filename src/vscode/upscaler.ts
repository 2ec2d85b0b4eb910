import * as vscode from "vscode";
import { UpscaleError } from "../core/errors.ts";
import type { Job, JobOutcome } from "../core/job.ts";
import type { Journal } from "../core/journal.ts";
import { runBatch } from "../core/runBatch.ts";
import { Slots } from "../core/slots.ts";
import type { ApiKey } from "./apiKey.ts";
import { withBatchProgress } from "./batchProgress.ts";
import type { Host } from "./host.ts";
import { confirmLarge, discloseOnce } from "./consent.ts";
import { relocated } from "./destinations.ts";
import { JobLog } from "./jobLog.ts";
import type { Log } from "./log.ts";
import { planJobs } from "./planJobs.ts";
import { showNotice, takeAction } from "./noticeActions.ts";
import type { NoticeHost } from "./noticeActions.ts";
import { errorNotice, outcomeNotice, resumeNotice } from "./outcomeNotice.ts";
import type { Notice, NoticeAction } from "./outcomeNotice.ts";
import { cloudSettings, ownNumber } from "./settings.ts";
import type { PickedSources } from "./sources.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

export interface UpscalerParts {
  readonly host: Host;
  readonly apiKey: ApiKey;
  readonly files: WorkspaceFiles;
  readonly journal: Journal;
  readonly log: Log;
  readonly state: vscode.Memento;
  readonly undo: () => Promise<void>;
}

/** The straight line from what the user pointed at to files and one last notice. */
export class Upscaler {
  readonly #parts: UpscalerParts;
  readonly #noticeHost: NoticeHost;
  readonly #slots = new Slots();

  constructor(parts: UpscalerParts) {
    this.#parts = parts;
    this.#noticeHost = {
      shown: (text) => parts.log.shown(text),
      run: (jobs) => this.#orNotice(() => this.#again(jobs)),
      askForKey: () => parts.apiKey.ask(),
      showLog: () => parts.log.show(),
      undo: parts.undo,
    };
  }

  /** Upscales `sources`; resolves to the files that were made. */
  async upscale({ images, skipped }: PickedSources): Promise<vscode.Uri[]> {
    const { apiKey, files, state } = this.#parts;
    if (images.length === 0) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t("Only PNG, JPEG and WebP images can be upscaled."),
      );
      return [];
    }
    const made = await this.#orNotice(async () => {
      const jobs = await planJobs(images, files);
      const mayBegin =
        jobs.length > 0 && (await discloseOnce(state)) && (await confirmLarge(jobs, files));
      const key = mayBegin ? await apiKey.require() : undefined;
      return key === undefined ? [] : this.#run(jobs, key, skipped);
    });
    return made ?? [];
  }

  /** Goes on with what another window left behind, and says so in one notice. */
  async resume(jobs: readonly Job[], known: readonly JobOutcome[]): Promise<void> {
    const { apiKey, journal } = this.#parts;
    await this.#orNotice(async () => {
      const key = jobs.length > 0 ? await apiKey.stored() : undefined;
      const outcomes =
        key === undefined ? jobs.map(withoutKey) : (await this.#batch(jobs, key)).outcomes;
      if (key === undefined) {
        await Promise.all(outcomes.map((outcome) => journal.end(outcome)));
      }
      this.#show(resumeNotice([...outcomes, ...known]));
    });
  }

  /** Does what a button of a notice says; also for a notice of another day. */
  take(action: NoticeAction): Promise<void> {
    return takeAction(action, this.#noticeHost);
  }

  /** Runs jobs another time: such as are submitted already, or that the user wants to pay for again. */
  async #again(jobs: readonly Job[]): Promise<void> {
    const { apiKey, files } = this.#parts;
    const placed = await relocated(jobs, files);
    const key = placed.length > 0 ? await apiKey.require() : undefined;
    if (key !== undefined) {
      await this.#run(placed, key, 0);
    }
  }

  async #run(jobs: readonly Job[], key: string, skipped: number): Promise<vscode.Uri[]> {
    const { outcomes, elapsed } = await this.#batch(jobs, key);
    await this.#parts.journal.prune();
    this.#show(outcomeNotice(outcomes, { skipped, elapsed }));
    return outcomes.flatMap((outcome) =>
      outcome.state === "done" ? [vscode.Uri.parse(outcome.output.uri)] : [],
    );
  }

  async #batch(jobs: readonly Job[], key: string) {
    const { host, files, journal, log } = this.#parts;
    const story = new JobLog(log);
    this.#slots.concurrency = ownNumber("concurrency");
    const deadline = ownNumber("jobTimeout") * 60_000;
    const backend = host.cloudBackend({ ...cloudSettings(), key });
    const onJournalTrouble = (error: unknown) =>
      log.error("A job could not be written down.", error);
    await Promise.all(jobs.map((job) => this.#writeDown(job, onJournalTrouble)));
    return withBatchProgress(
      jobs,
      (text) => log.shown(text),
      async ({ signal, onProgress, onFinished, elapsed }) => {
        const outcomes = await runBatch(jobs, {
          slots: this.#slots,
          deadline,
          backend,
          files,
          journal,
          signal,
          offlinePause: 5_000,
          onJournalTrouble,
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
      },
    );
  }

  /** A new job must be on disk before it begins; a result that may be paid for is fetched all the same. */
  async #writeDown(job: Job, onTrouble: (error: unknown) => void): Promise<void> {
    const { journal } = this.#parts;
    if (job.submitted) {
      await journal.record(job, "submitted").catch(onTrouble);
      return;
    }
    await journal.record(job, "planned").catch((cause: unknown) => {
      throw new UpscaleError("cannotWrite", { subject: "journal", cause });
    });
  }

  /** A failure before any job ran, such as a setting that cannot be used, is told like a job's. */
  async #orNotice<T>(work: () => PromiseLike<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const failure =
        error instanceof UpscaleError ? error : new UpscaleError("bug", { cause: error });
      this.#parts.log[failure.reason === "bug" ? "bug" : "error"]("The command failed.", failure);
      this.#show(errorNotice(failure));
      return undefined;
    }
  }

  #show(notice: Notice | undefined): void {
    if (notice) {
      showNotice(notice, this.#noticeHost).catch((error: unknown) =>
        this.#parts.log.bug("A notice's button failed.", error),
      );
    }
  }
}

const withoutKey = (job: Job): JobOutcome => ({
  state: "failed",
  job,
  error: new UpscaleError("missingKey"),
});
