import * as vscode from "vscode";
import type { JobOutcome } from "../core/job.ts";
import type { Journal } from "../core/journal.ts";
import { outcomeOf } from "./endedJob.ts";
import { actionLabel } from "./noticeActions.ts";
import { outcomeNotice } from "./outcomeNotice.ts";
import type { NoticeAction } from "./outcomeNotice.ts";

interface JobItem extends vscode.QuickPickItem {
  readonly id: string;
  readonly action: NoticeAction | undefined;
}

const icons: Record<JobOutcome["state"], string> = {
  done: "check",
  failed: "error",
  cancelled: "circle-slash",
};

/** Lists how jobs ended; choosing one does what its notice offered, the bin forgets it. */
export async function pickJob(
  journal: Journal,
  take: (action: NoticeAction) => unknown,
): Promise<void> {
  const pick = vscode.window.createQuickPick<JobItem>();
  pick.title = vscode.l10n.t("Clarity Upscaler: Jobs");
  pick.placeholder = vscode.l10n.t("Choose a job to go on with it");
  pick.matchOnDescription = true;
  pick.items = await items(journal);
  pick.onDidTriggerItemButton(async ({ item }) => {
    await journal.forget(item.id);
    pick.items = await items(journal);
  });
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    if (chosen?.action) {
      take(chosen.action);
    }
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

async function items(journal: Journal): Promise<JobItem[]> {
  const records = await journal.ended();
  return records.flatMap((record) => {
    const outcome = outcomeOf(record);
    return outcome ? [toItem(outcome, record.at)] : [];
  });
}

function toItem(outcome: JobOutcome, at: number): JobItem {
  const notice = outcomeNotice([outcome], { skipped: 0 });
  const [action] = notice?.actions ?? [];
  return {
    id: outcome.job.id,
    action,
    label: `$(${icons[outcome.state]}) ${outcome.job.source.name}`,
    description: [action && actionLabel(action), new Date(at).toLocaleString(vscode.env.language)]
      .filter(Boolean)
      .join(" · "),
    detail: notice?.text ?? vscode.l10n.t("Cancelled before anything was sent."),
    buttons: [
      { iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Remove from List") },
    ],
  };
}
