import * as vscode from "vscode";
import type { LimitReached } from "../core/budget.ts";
import { dollars } from "./priceText.ts";

/** Asks whether a run may go on beyond a limit of the settings. */
export async function askAtLimit(reached: LimitReached): Promise<boolean> {
  const goOn = vscode.l10n.t("Continue");
  const answer = await vscode.window.showWarningMessage(
    question(reached),
    { modal: true, detail: detail(reached) },
    { title: goOn },
    { title: vscode.l10n.t("Stop"), isCloseAffordance: true },
  );
  return answer?.title === goOn;
}

function question({ limit, most, next }: LimitReached): string {
  const amount = dollars(most);
  if (next === undefined) {
    return limit === "run"
      ? vscode.l10n.t("Upscale at an unknown price? Your limit for one run is {0}.", amount)
      : vscode.l10n.t("Upscale at an unknown price? Your limit for one day is {0}.", amount);
  }
  return limit === "run"
    ? vscode.l10n.t("Spend more than your limit of {0} for one run?", amount)
    : vscode.l10n.t("Spend more than your limit of {0} for one day?", amount);
}

function detail({ limit, spent, next }: LimitReached): string {
  const facts = [
    spent === undefined
      ? vscode.l10n.t("What was spent today cannot be read.")
      : spentText(limit, spent),
    next === undefined
      ? vscode.l10n.t("The size of the next image, and so its price, is unknown.")
      : vscode.l10n.t("The next image costs about {0}.", dollars(next)),
    vscode.l10n.t("If you go on, this run is not stopped again."),
    limit === "run"
      ? vscode.l10n.t("The limit is the setting {0}.", "clarityUpscaler.maxCostPerRun")
      : vscode.l10n.t("The limit is the setting {0}.", "clarityUpscaler.maxCostPerDay"),
  ];
  return facts.join(" ");
}

function spentText(limit: LimitReached["limit"], spent: number): string {
  if (limit === "run") {
    return spent === 0
      ? vscode.l10n.t("This run has cost nothing so far.")
      : vscode.l10n.t("This run has cost about {0} so far.", dollars(spent));
  }
  return spent === 0
    ? vscode.l10n.t("Today has cost nothing so far.")
    : vscode.l10n.t("Today has cost about {0} so far.", dollars(spent));
}
