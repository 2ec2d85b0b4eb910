import * as vscode from "vscode";
import type { Job } from "../core/job.ts";
import { unsubmitted } from "../core/runAgain.ts";
import { openDocument } from "./markdown.ts";
import type { Notice, NoticeAction } from "./outcomeNotice.ts";
import { summaryText } from "./summaryText.ts";

/** What the buttons of a notice need of the extension. */
export interface NoticeHost {
  /** The text as it may be shown. */
  readonly shown: (text: string) => string;
  readonly run: (jobs: readonly Job[]) => unknown;
  readonly askForKey: () => Promise<string | undefined>;
  readonly showLog: () => void;
  readonly undo: (batch: string) => Promise<void>;
}

const labels: Record<NoticeAction["kind"], string> = {
  open: vscode.l10n.t("Open"),
  reveal: vscode.l10n.t("Reveal in Explorer View"),
  undo: vscode.l10n.t("Undo"),
  chooseModel: vscode.l10n.t("Choose Model"),
  upscaleHere: vscode.l10n.t("Upscale on This Device"),
  showDetails: vscode.l10n.t("Show Details"),
  setApiKey: vscode.l10n.t("Set API Key"),
  openBilling: vscode.l10n.t("Open Billing Page"),
  openSettings: vscode.l10n.t("Open Settings"),
  tryAgain: vscode.l10n.t("Try Again"),
  submitAgain: vscode.l10n.t("Submit Again"),
  getResult: vscode.l10n.t("Get Result"),
  saveAnyway: vscode.l10n.t("Save Anyway"),
  showJobs: vscode.l10n.t("Show Jobs"),
  showLog: vscode.l10n.t("Show Log"),
};

const billingPage = vscode.Uri.parse("https://fal.ai/dashboard/billing");

/** Shows a notice and does what its button says. Nothing waits for it: it may stay for hours. */
export async function showNotice(
  { severity, text, actions }: Notice,
  host: NoticeHost,
): Promise<void> {
  const { showInformationMessage, showWarningMessage, showErrorMessage } = vscode.window;
  const show = {
    info: showInformationMessage,
    warning: showWarningMessage,
    error: showErrorMessage,
  }[severity];
  const chosen = await show<string>(host.shown(text), ...actions.map(({ kind }) => labels[kind]));
  const action = actions.find(({ kind }) => labels[kind] === chosen);
  if (action) {
    await takeAction(action, host);
  }
}

/** Does what a button says. */
export async function takeAction(action: NoticeAction, host: NoticeHost): Promise<void> {
  switch (action.kind) {
    case "open":
      await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(action.uri));
      break;
    case "reveal":
      await vscode.commands.executeCommand("revealInExplorer", vscode.Uri.parse(action.uri));
      break;
    case "undo":
      await host.undo(action.batch);
      break;
    case "chooseModel":
      await vscode.commands.executeCommand("clarityUpscaler.chooseModel");
      break;
    case "upscaleHere":
      await host.run(action.jobs.map(onDevice));
      break;
    case "showDetails":
      await openDocument(host.shown(summaryText(action.summary)));
      break;
    case "setApiKey":
      if ((await host.askForKey()) !== undefined) {
        await host.run(action.jobs);
      }
      break;
    case "openBilling":
      await vscode.env.openExternal(billingPage);
      break;
    case "openSettings":
      await vscode.commands.executeCommand(
        "workbench.action.openSettings",
        // Without @id the search finds settings with a similar name too.
        action.subject === undefined
          ? "@ext:clarity-upscaler.clarity-upscaler"
          : `@id:clarityUpscaler.${action.subject}`,
      );
      break;
    case "showJobs":
      await vscode.commands.executeCommand("clarityUpscaler.showJobs");
      break;
    case "showLog":
      host.showLog();
      break;
    case "getResult":
      await host.run(action.jobs);
      break;
    case "saveAnyway":
      await host.run(action.jobs.map((job) => ({ ...job, anySize: true })));
      break;
    case "tryAgain":
    case "submitAgain":
      await host.run(action.jobs.map(unsubmitted));
      break;
  }
}

const onDevice = ({ options: { scale }, ...job }: Job): Job => ({
  ...job,
  options: { model: "device-standard", scale, denoise: "auto" },
});
