import type * as vscode from "vscode";
import { DayCharges } from "../core/dayCharges.ts";
import { JobBoard } from "../core/jobBoard.ts";
import { Journal } from "../core/journal.ts";
import { Ledger } from "../core/ledger.ts";
import { Slots } from "../core/slots.ts";
import type { CommandId } from "./commandIds.ts";
import { ApiKey } from "./apiKey.ts";
import { BatchRunner } from "./batchRunner.ts";
import { pickChangedImages } from "./changedImages.ts";
import { deleteAllData } from "./deleteAllData.ts";
import type { Host } from "./host.ts";
import { jobCommands } from "./jobs/jobCommands.ts";
import { JobsView } from "./jobs/jobsView.ts";
import { PauseSign } from "./jobs/pauseSign.ts";
import { journalFolder } from "./journalFolder.ts";
import { Log } from "./log.ts";
import { keepResuming } from "./resumeJobs.ts";
import { ModelChoice } from "./modelChoice.ts";
import { Planner } from "./planner.ts";
import { PriceBook } from "./priceBook.ts";
import { showHowMade } from "./showHowMade.ts";
import { showSpending } from "./showSpending.ts";
import { pickFolders, pickSources } from "./sources.ts";
import { undoUpscale } from "./undo.ts";
import { pickFromUrl } from "./upscaleFromUrl.ts";
import { Upscaler } from "./upscaler.ts";
import { WorkspaceFiles } from "./workspaceFiles.ts";

type Command = (...args: unknown[]) => unknown;

/** The commands by their ids, `resume` for what another window left behind, and what the Jobs view shows. */
export interface Commands extends Record<CommandId | "resume", Command> {
  readonly jobs: Pick<JobsView, "tree" | "showIn">;
}

/** Makes what the commands need, and the commands. */
export async function createCommands(
  context: vscode.ExtensionContext,
  host: Host,
): Promise<Commands> {
  const log = new Log();
  const files = new WorkspaceFiles(host.disk);
  const apiKey = new ApiKey(context, host, log);
  const modelChoice = new ModelChoice(apiKey);
  const parts = await host.openJournal(journalFolder(context));
  const journal = new Journal(parts.files, parts.owner);
  const state = context.globalState;
  const [board, slots] = [new JobBoard(), new Slots()];
  const view = new JobsView({
    board,
    slots,
    journal,
    state,
    pauseSign: new PauseSign(journalFolder(context)),
    shown: (text) => log.shown(text),
  });
  const undo = async (batch?: string) => {
    await undoUpscale(journal, batch);
    await view.reload();
  };
  const ledger = new Ledger(parts.files);
  const provenance = { files, pictures: host.pictures, ledger };
  const prices = new PriceBook(host, apiKey);
  const { workspaceState } = context;
  const planner = new Planner({ modelChoice, files, ledger, prices, workspaceState });
  const day = new DayCharges(ledger, journal);
  const batches = new BatchRunner({ host, files, journal, log, day, slots, board });
  const upscaler = new Upscaler({ apiKey, planner, batches, files, journal, log, state, undo });
  // What could not go on was written down only: the view has to look.
  const resuming: Pick<Upscaler, "resume"> = {
    resume: async (jobs, known) => {
      if (jobs.some(({ submitted }) => submitted === undefined)) {
        await view.pauseAsBefore();
      }
      await view.reload();
      await upscaler.resume(jobs, known);
      await view.reload();
    },
  };
  const closing = new AbortController();
  context.subscriptions.push(log, parts, view, { dispose: () => closing.abort() });

  const commands: Record<CommandId, Command> = {
    "clarityUpscaler.upscaleImage": async (clicked, selected) => {
      const sources = await pickSources(clicked, selected);
      return sources && upscaler.upscale(sources);
    },
    "clarityUpscaler.upscaleWithOptions": async (clicked, selected) => {
      const sources = await pickSources(clicked, selected);
      return sources && upscaler.upscale(sources, "options");
    },
    "clarityUpscaler.tryVariations": async (clicked, selected) => {
      const sources = await pickSources(clicked, selected);
      return sources && upscaler.upscale(sources, "variations");
    },
    "clarityUpscaler.upscaleFolder": async (clicked, selected) => {
      const sources = await pickFolders(clicked, selected);
      return sources && upscaler.upscale(sources);
    },
    "clarityUpscaler.upscaleChangedImages": async (...passed) => {
      const sources = await pickChangedImages(passed);
      return sources && upscaler.upscale(sources);
    },
    "clarityUpscaler.upscaleFromUrl": async (...given) => {
      const sources = await pickFromUrl(given, { host, files, modelChoice, log });
      return sources && upscaler.upscale(sources);
    },
    "clarityUpscaler.chooseModel": () => modelChoice.pick(),
    "clarityUpscaler.setApiKey": () => apiKey.ask(),
    "clarityUpscaler.removeApiKey": () => apiKey.remove(),
    "clarityUpscaler.undoLastUpscale": () => undo(),
    "clarityUpscaler.showJobs": () => view.focus(),
    ...jobCommands({ board, journal, upscaler, view, provenance }),
    "clarityUpscaler.showHowMade": (clicked) => showHowMade(clicked, provenance, log),
    "clarityUpscaler.showSpending": () => showSpending(ledger, prices),
    "clarityUpscaler.showLog": () => log.show(),
    "clarityUpscaler.deleteAllData": async () => {
      await deleteAllData(context, apiKey);
      await view.reload();
    },
  };
  // Whatever a command meets is told in the same words, and logged.
  const told = Object.entries(commands).map(([id, command]) => [
    id,
    (...args: unknown[]) => upscaler.told(async () => command(...args)),
  ]);
  return {
    ...commands,
    ...Object.fromEntries(told),
    jobs: view,
    resume: () => keepResuming({ journal, files, upscaler: resuming, log, signal: closing.signal }),
  };
}
