import * as vscode from "vscode";
import type { Choice } from "../core/choice.ts";
import type { Job } from "../core/job.ts";
import type { Ledger } from "../core/ledger.ts";
import type { UpscaleOptions } from "../core/options.ts";
import type { Plan, SkippedImage } from "../core/plan.ts";
import type { Price } from "../core/price.ts";
import type { Surveyed } from "../core/survey.ts";
import { confirmRun, isPriceNeeded } from "./consent.ts";
import { askForFolder, relocated } from "./destinations.ts";
import { confirmLot } from "./lotConsent.ts";
import type { LotAnswer } from "./lotConsent.ts";
import type { ModelChoice } from "./modelChoice.ts";
import { askOptions } from "./options/askOptions.ts";
import { askVariations } from "./options/askVariations.ts";
import { LastChoice } from "./options/lastChoice.ts";
import type { OptionsQuestion } from "./options/question.ts";
import { chargedAt, placedJobs, plannedNow } from "./placedJobs.ts";
import { openPlan } from "./planText.ts";
import type { PriceBook } from "./priceBook.ts";
import { costText, priceText } from "./priceText.ts";
import { flag, optionSettings, presets } from "./settings.ts";
import type { PickedSources } from "./sources.ts";
import { survey } from "./surveyProgress.ts";
import { planOf, wishOfChoice, wishOfOptions, wishOfSettings, wishOfVariations } from "./wish.ts";
import type { Wish } from "./wish.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** Where size and options come from: the settings, or the user is asked, for one result or for several, or they are known. */
export type Asking = "settings" | "options" | "variations" | UpscaleOptions;

/** What the user agreed to. */
export interface Planned {
  readonly jobs: readonly Job[];
  readonly leftOut: readonly SkippedImage[];
}

export interface PlannerParts {
  readonly modelChoice: ModelChoice;
  readonly files: WorkspaceFiles;
  readonly ledger: Ledger;
  readonly prices: PriceBook;
  readonly workspaceState: vscode.Memento;
}

/** Makes jobs of what the user pointed at. Nothing is sent, charged or written before they are agreed to. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #lastChoice: LastChoice;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
    this.#lastChoice = new LastChoice(parts.workspaceState);
  }

  /** Undefined when the user wants nothing after all. Throws `badSetting`. */
  async plan(sources: PickedSources, asking: Asking): Promise<Planned | undefined> {
    const { files } = this.#parts;
    const surveyed = await survey(sources.images, files);
    const wish = surveyed && (await this.#wish(surveyed, asking));
    if (!surveyed || !wish) {
      return undefined;
    }
    const agreed = await (sources.isLot
      ? this.#agreeLot(surveyed, wish)
      : this.#agreePicked(surveyed, wish));
    if (!agreed) {
      return undefined;
    }
    const { images, skipped } = agreed.plan;
    const jobs = await placedJobs(images, { ...agreed, sources, files });
    return { jobs, leftOut: skipped };
  }

  /** Plans another run of an ended job with `options`, into the same folder. */
  async planAgain(job: Job, options: Job["options"]): Promise<Planned | undefined> {
    const { files } = this.#parts;
    const image = vscode.Uri.parse(job.source.uri);
    const surveyed = await survey([image], files);
    if (!surveyed) {
      return undefined;
    }
    const agreed = await this.#agreePicked(surveyed, wishOfOptions(options));
    const [planned] = agreed?.plan.images ?? [];
    if (!planned) {
      return undefined;
    }
    const again = { ...newJobLike(job), ...chargedAt(agreed?.price), options: planned.options };
    return { jobs: await relocated([again], files), leftOut: [] };
  }

  async #wish(surveyed: readonly Surveyed[], asking: Asking): Promise<Wish | undefined> {
    if (typeof asking === "object") {
      return wishOfOptions(asking);
    }
    const usable = surveyed.filter(({ problem }) => problem === undefined);
    if (asking === "variations" && usable.length > 0) {
      const varied = await askVariations(await this.#question(usable));
      return varied && wishOfVariations(varied);
    }
    if (asking === "options" && usable.length > 0) {
      return this.#askOptions(usable);
    }
    const repeated = this.#repeated();
    if (repeated) {
      return wishOfChoice(repeated);
    }
    const model = await this.#parts.modelChoice.require();
    return model && wishOfSettings(model);
  }

  async #askOptions(surveyed: readonly Surveyed[]): Promise<Wish | undefined> {
    const choice = await askOptions(await this.#question(surveyed));
    if (choice) {
      await this.#lastChoice.set(choice);
    }
    return choice && wishOfChoice(choice);
  }

  #repeated(): Choice | undefined {
    return flag("repeatLastOptions") ? this.#lastChoice.get() : undefined;
  }

  async #question(surveyed: readonly Surveyed[]): Promise<OptionsQuestion> {
    const { modelChoice, prices } = this.#parts;
    const scope = scopeOf(surveyed);
    return {
      images: surveyed.map(({ source, image }) => ({ name: source.name, ...image })),
      price: await prices.refresh(),
      last: this.#lastChoice.get(),
      presets: presets(scope),
      current: { ...optionSettings(scope), model: await modelChoice.known() },
    };
  }

  /** fal is asked in any case: its answer counts from the next time on, where nobody waits for it. */
  #priceOf({ model }: Wish, isNeeded: (known: Price) => boolean): Promise<Price | undefined> {
    if (model !== "clarity") {
      return Promise.resolve(undefined);
    }
    const { prices } = this.#parts;
    const now = prices.refresh();
    return isNeeded(prices.current()) ? now : Promise.resolve(prices.current());
  }

  async #agreeLot(surveyed: readonly Surveyed[], wish: Wish): Promise<Agreed | undefined> {
    const { files, ledger } = this.#parts;
    const [price] = await Promise.all([this.#priceOf(wish, () => true), ledger.update()]);
    const again = { isDone: () => false, isOurs: (hash: string) => ledger.isOurs(hash) };
    const answer = await confirmLot({
      plan: (includeDone) => planOf(wish, surveyed, includeDone ? again : ledger),
      priceText: (megapixels) => price && costText(megapixels, price),
      priceNote: price && vscode.l10n.t("Estimates at {0}", priceText(price)),
      askForFolder: (start) =>
        askForFolder(vscode.l10n.t("Where should the results go?"), files, start),
      showDetails: openPlan,
    });
    return answer && { ...answer, price };
  }

  /** Images that were pointed at one by one are asked about only where they are dear or too large. */
  async #agreePicked(surveyed: readonly Surveyed[], wish: Wish): Promise<Agreed | undefined> {
    const plan: Plan = planOf(wish, surveyed);
    const price = await this.#priceOf(wish, (known) => isPriceNeeded(plan.images, known));
    return (await confirmRun(plan.images, price)) ? { plan, into: undefined, price } : undefined;
  }
}

/** What the user agreed to, at which price. */
interface Agreed extends LotAnswer {
  readonly price: Price | undefined;
}

/** Whose settings count for all of a command. */
const scopeOf = ([first]: readonly Surveyed[]): vscode.Uri | undefined =>
  first && vscode.Uri.parse(first.source.uri);

/** Another job for the same source, to the same place. */
const newJobLike = ({ source, options, folder, nameTemplate, finish }: Job): Job => ({
  id: crypto.randomUUID(),
  batch: crypto.randomUUID(),
  source,
  options,
  folder,
  nameTemplate,
  finish,
  planned: plannedNow(),
});
