import { boardStates } from "../../core/boardEntry.ts";
import type { BoardEntry } from "../../core/boardEntry.ts";
import { abilities, isRetriable } from "../../core/jobAbilities.ts";
import type { JobAbility } from "../../core/jobAbilities.ts";
import type { JobBoard } from "../../core/jobBoard.ts";
import type { Journal } from "../../core/journal.ts";
import { anotherSeed, sameSeed } from "../../core/runAgain.ts";
import type { ProvenanceSources } from "../knownProvenance.ts";
import type { Upscaler } from "../upscaler.ts";
import { isClearable } from "./endedJobs.ts";
import { forgetJobs, removeJobs } from "./forgetJobs.ts";
import { upscaleActiveAgain, upscaleAgain } from "./upscaleAgain.ts";
import type { OptionsAgain } from "./upscaleAgain.ts";
import type { JobsView } from "./jobsView.ts";
import { showResults } from "./results.ts";
import { retryFailed, retryJobs } from "./retryJobs.ts";

interface JobCommandsParts {
  readonly board: JobBoard;
  readonly journal: Journal;
  readonly upscaler: Pick<Upscaler, "take" | "rerun" | "upscale">;
  readonly view: JobsView;
  readonly provenance: ProvenanceSources;
}

type Command = (...args: unknown[]) => unknown;

/** What the Jobs view's menus and its title do. */
export function jobCommands(parts: JobCommandsParts) {
  const { board, journal, upscaler, view } = parts;
  return {
    ...rowCommands(parts),
    "clarityUpscaler.upscaleAgainWithSameSeed": seedCommand(sameSeed, parts),
    "clarityUpscaler.upscaleAgainWithAnotherSeed": seedCommand(anotherSeed, parts),
    "clarityUpscaler.pauseJobs": () => view.pause(),
    "clarityUpscaler.resumeJobs": () => view.resume(),
    "clarityUpscaler.retryFailedJobs": async () =>
      retryFailed((await allJobs(parts)).filter(isRetriable), upscaler),
    "clarityUpscaler.clearFinishedJobs": async () =>
      forgetJobs((await allJobs(parts)).filter(isClearable), journal, board),
    "clarityUpscaler.cancelAllJobs": () => board.cancelAll(),
  };
}

/** VS Code passes the row, and all selected rows if it is one of them; those that can are acted upon. */
function rowCommands({ board, journal, upscaler, view }: JobCommandsParts) {
  const forThose =
    (ability: JobAbility, act: (entries: BoardEntry[]) => unknown): Command =>
    (node, nodes) => {
      const able = view.chosen(node, nodes).filter((entry) => abilities(entry).includes(ability));
      return able.length > 0 ? act(able) : undefined;
    };
  const take = (kind: "submitAgain" | "saveAnyway") => (entries: BoardEntry[]) =>
    upscaler.take({ kind, jobs: entries.map(({ job }) => job) });
  return {
    "clarityUpscaler.cancelJob": forThose("cancel", (entries) =>
      board.cancel(entries.map(({ job }) => job.id)),
    ),
    "clarityUpscaler.retryJob": forThose("retry", (entries) => retryJobs(entries, upscaler)),
    "clarityUpscaler.getJobResult": forThose("getResult", (entries) =>
      retryJobs(entries, upscaler),
    ),
    "clarityUpscaler.submitJobAgain": forThose("submitAgain", take("submitAgain")),
    "clarityUpscaler.saveJobAnyway": forThose("saveAnyway", take("saveAnyway")),
    "clarityUpscaler.openResult": forThose("open", (entries) =>
      showResults("open", entries, upscaler),
    ),
    "clarityUpscaler.revealResult": forThose("open", (entries) =>
      showResults("reveal", entries, upscaler),
    ),
    // One at a time: each is charged, and asked about, like any other.
    "clarityUpscaler.runJobAgain": forThose("runAgain", ([entry]) =>
      entry ? upscaler.rerun(entry.job, entry.job.options) : undefined,
    ),
    "clarityUpscaler.removeJob": forThose("remove", (entries) =>
      removeJobs(entries, journal, board),
    ),
  };
}

/** Of the rows, or, from the palette, of the image that is open or picked. */
function seedCommand(optionsAgain: OptionsAgain, parts: JobCommandsParts): Command {
  const { upscaler, view, provenance } = parts;
  return async (node, nodes) =>
    node === undefined
      ? upscaleActiveAgain(await allJobs(parts), optionsAgain, upscaler, provenance)
      : upscaleAgain(view.chosen(node, nodes), optionsAgain, upscaler);
}

async function allJobs({ board, view }: JobCommandsParts): Promise<BoardEntry[]> {
  await view.reload();
  return board.inState(...boardStates);
}
