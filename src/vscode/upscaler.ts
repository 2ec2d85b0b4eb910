import * as vscode from "vscode";
import { UpscaleError } from "../core/errors.ts";
import { isInCloud } from "../core/job.ts";
import type { Job, JobOutcome } from "../core/job.ts";
import type { Journal } from "../core/journal.ts";
import type { UpscaleOptions } from "../core/options.ts";
import type { SkippedImage } from "../core/plan.ts";
import type { ApiKey } from "./apiKey.ts";
import type { BatchRunner } from "./batchRunner.ts";
import { discloseOnce } from "./consent.ts";
import { relocated } from "./destinations.ts";
import type { Log } from "./log.ts";
import type { Asking, Planned, Planner } from "./planner.ts";
import { showNotice, takeAction } from "./noticeActions.ts";
import type { NoticeHost } from "./noticeActions.ts";
import { errorNotice, outcomeNotice, resumeNotice } from "./outcomeNotice.ts";
import type { Notice, NoticeAction } from "./outcomeNotice.ts";
import { skipText } from "./skipText.ts";
import type { PickedSources } from "./sources.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

export interface UpscalerParts {
  readonly apiKey: ApiKey;
  readonly planner: Planner;
  readonly batches: BatchRunner;
  readonly files: WorkspaceFiles;
  readonly journal: Journal;
  readonly log: Log;
  readonly state: vscode.Memento;
  /** Removes what a command made. */
  readonly undo: (batch: string) => Promise<void>;
}

/** What a command did not upscale. */
interface LeftOut {
  /** Things that were pointed at and are no images. */
  readonly notImages: number;
  readonly leftOut: readonly SkippedImage[];
}

/** The straight line from what the user pointed at to files and one last notice. */
export class Upscaler {
  readonly #parts: UpscalerParts;
  readonly #noticeHost: NoticeHost;

  constructor(parts: UpscalerParts) {
    this.#parts = parts;
    this.#noticeHost = {
      shown: (text) => parts.log.shown(text),
      run: (jobs) => this.told(() => this.#again(jobs)),
      askForKey: () => parts.apiKey.ask(),
      showLog: () => parts.log.show(),
      undo: parts.undo,
    };
  }

  /** Upscales `sources` as the settings say, or as the user is asked; resolves to the files that were made. */
  async upscale(sources: PickedSources, asking: Asking = "settings"): Promise<vscode.Uri[]> {
    if (sources.images.length === 0) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t("Only PNG, JPEG and WebP images can be upscaled."),
      );
      return [];
    }
    return this.#begin(sources.notImages, () => this.#parts.planner.plan(sources, asking));
  }

  /** Upscales the source of a job once more, with `options`; charged like every run. */
  rerun(job: Job, options: UpscaleOptions): Promise<vscode.Uri[]> {
    return this.#begin(0, () => this.#parts.planner.planAgain(job, options));
  }

  /** Runs what the user agrees to. `notImages` counts what was pointed at and is none. */
  async #begin(notImages: number, plan: () => Promise<Planned | undefined>): Promise<vscode.Uri[]> {
    const made = await this.told(async () => {
      const { jobs, leftOut } = (await plan()) ?? { jobs: [], leftOut: [] };
      this.#show(nothingLeftNotice(jobs, leftOut));
      const key = jobs.length > 0 ? await this.#permission(jobs) : undefined;
      return key === undefined ? [] : this.#run(jobs, key, { notImages, leftOut });
    });
    return made ?? [];
  }

  /** The key that new jobs need, once the user knows what is sent; undefined for a no. */
  async #permission(jobs: readonly Job[]): Promise<string | undefined> {
    const { apiKey, state } = this.#parts;
    if (!jobs.some(isInCloud)) {
      return noKey;
    }
    return (await discloseOnce(state)) ? apiKey.require() : undefined;
  }

  /** Goes on with what another window left behind, and says so in one notice. */
  async resume(jobs: readonly Job[], known: readonly JobOutcome[]): Promise<void> {
    const { apiKey, journal } = this.#parts;
    await this.told(async () => {
      const key = jobs.some(isInCloud) ? await apiKey.stored() : noKey;
      const keyless = key === undefined ? jobs.filter(isInCloud).map(withoutKey) : [];
      await Promise.all(keyless.map((outcome) => journal.end(outcome)));
      const able = key === undefined ? jobs.filter((job) => !isInCloud(job)) : jobs;
      const outcomes = await this.#runLeft(able, key ?? noKey);
      this.#show(resumeNotice([...outcomes, ...keyless, ...known]));
    });
  }

  /** Where jobs that were taken over cannot run, such as for a setting, they end: their buttons are a way back. */
  async #runLeft(jobs: readonly Job[], key: string): Promise<readonly JobOutcome[]> {
    try {
      return (await this.#parts.batches.run(jobs, key)).outcomes;
    } catch (cause) {
      const error = cause instanceof UpscaleError ? cause : new UpscaleError("bug", { cause });
      const outcomes = jobs.map((job) => ({ state: "failed", job, error }) as const);
      await Promise.all(outcomes.map((outcome) => this.#parts.journal.end(outcome)));
      return outcomes;
    }
  }

  /** Does what a button of a notice says; also for a notice of another day. */
  take(action: NoticeAction): Promise<void> {
    return takeAction(action, this.#noticeHost);
  }

  /**
   * Runs jobs another time: such as are submitted already, or that the user wants to pay for again. A button may
   * be old: what is done or under way meanwhile is not run.
   */
  async #again(jobs: readonly Job[]): Promise<void> {
    const { apiKey, files, journal } = this.#parts;
    const found = await Promise.all(jobs.map((job) => journal.runnable(job)));
    const runnable = found.filter((job) => job !== undefined);
    if (runnable.length === 0) {
      this.#show(overtakenNotice(jobs));
    }
    const placed = await relocated(runnable, files);
    const key = placed.some(isInCloud) ? await apiKey.require() : noKey;
    if (key !== undefined && placed.length > 0) {
      await this.#run(placed, key, { notImages: 0, leftOut: [] });
    }
  }

  async #run(jobs: readonly Job[], key: string, leftOut: LeftOut): Promise<vscode.Uri[]> {
    const { outcomes, elapsed } = await this.#parts.batches.run(jobs, key);
    await this.#parts.journal
      .prune()
      .catch((error: unknown) => this.#parts.log.bug("Ended jobs could not be pruned.", error));
    if (outcomes.length > 0) {
      this.#show(outcomeNotice(outcomes, { ...leftOut, elapsed }));
    }
    return outcomes.flatMap((outcome) =>
      outcome.state === "done" ? [vscode.Uri.parse(outcome.output.uri)] : [],
    );
  }

  /** The end of `work`. A failure before any job ran, such as a setting that cannot be used, is told like a job's. */
  async told<T>(work: () => PromiseLike<T>): Promise<T | undefined> {
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

/** What jobs on this device need. */
const noKey = "";

const withoutKey = (job: Job): JobOutcome => ({
  state: "failed",
  job,
  error: new UpscaleError("missingKey"),
});

/** Where everything that was pointed at is left out, somebody must say why. */
function nothingLeftNotice(
  jobs: readonly Job[],
  leftOut: readonly SkippedImage[],
): Notice | undefined {
  const [first] = leftOut;
  return jobs.length > 0 || first === undefined
    ? undefined
    : { severity: "info", text: `${first.source.name}: ${skipText(first.why)}`, actions: [] };
}

/** What is said to a button that comes too late. */
function overtakenNotice([first, ...others]: readonly Job[]): Notice | undefined {
  return (
    first && {
      severity: "info",
      text:
        others.length === 0
          ? vscode.l10n.t("{0} is already done or under way.", first.source.name)
          : vscode.l10n.t("These images are already done or under way."),
      actions: [{ kind: "showJobs", jobs: [] }],
    }
  );
}
