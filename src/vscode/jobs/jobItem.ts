import * as vscode from "vscode";
import { stateOf } from "../../core/boardEntry.ts";
import type { BoardEntry, BoardState } from "../../core/boardEntry.ts";
import { abilities } from "../../core/jobAbilities.ts";
import type { JobAbility } from "../../core/jobAbilities.ts";
import { abilityTitles } from "./abilityText.ts";
import { toNode } from "./jobNode.ts";
import { jobText, stateTitles } from "./jobText.ts";
import type { Moment } from "./jobText.ts";

const icons: Record<BoardState, vscode.ThemeIcon> = {
  running: new vscode.ThemeIcon("sync"),
  waiting: new vscode.ThemeIcon("clock"),
  failed: new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground")),
  done: new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed")),
  cancelled: new vscode.ThemeIcon("circle-slash"),
};

const spinning = new vscode.ThemeIcon("sync~spin");
const paused = new vscode.ThemeIcon("debug-pause");

function iconOf(state: BoardState, { isPaused }: Moment): vscode.ThemeIcon {
  if (state === "running") {
    return spinning;
  }
  return state === "waiting" && isPaused ? paused : icons[state];
}

/** A job as a row. `shown` makes what others wrote fit to be shown. */
export function jobItem(
  entry: BoardEntry,
  moment: Moment,
  shown: (text: string) => string,
): vscode.TreeItem {
  const name = shown(entry.job.source.name);
  const text = shown(jobText(entry, moment));
  const state = stateOf(entry);
  const can = allAbilities(entry);
  const item = new vscode.TreeItem(name);
  item.id = toNode(entry);
  item.description = text;
  item.tooltip = [name, `${stateTitles[state]}: ${text}`, resultName(entry, shown)]
    .filter(Boolean)
    .join("\n");
  item.iconPath = iconOf(state, moment);
  item.contextValue = can.join(" ");
  item.accessibilityInformation = { label: spoken(name, `${stateTitles[state]}: ${text}`, can) };
  if (can.includes("open")) {
    item.command = {
      command: "clarityUpscaler.openResult",
      title: abilityTitles.open,
      arguments: [toNode(entry)],
    };
  }
  return item;
}

/** A group as a row. */
export function groupItem(state: BoardState, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(stateTitles[state], vscode.TreeItemCollapsibleState.Expanded);
  const number = new Intl.NumberFormat(vscode.env.language).format(count);
  item.id = state;
  item.description = number;
  // Without an icon here VS Code indents the rows below now so, now so, while they change.
  item.iconPath = icons[state];
  item.accessibilityInformation = {
    label:
      count === 1
        ? vscode.l10n.t("{0}, 1 job", stateTitles[state])
        : vscode.l10n.t("{0}, {1} jobs", stateTitles[state], number),
  };
  return item;
}

/** The Explorer shows the folders of the workspace and no others. */
function allAbilities(entry: BoardEntry): readonly (JobAbility | "reveal")[] {
  const [first, ...others] = abilities(entry);
  const { outcome } = entry;
  if (first === undefined) {
    return [];
  }
  const isInWorkspace =
    outcome?.state === "done" &&
    vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(outcome.output.uri)) !== undefined;
  return isInWorkspace ? [first, "reveal", ...others] : [first, ...others];
}

function resultName({ outcome }: BoardEntry, shown: (text: string) => string): string | undefined {
  return outcome?.state === "done"
    ? shown(vscode.workspace.asRelativePath(vscode.Uri.parse(outcome.output.uri)))
    : undefined;
}

/** What a screen reader says: the name, how it stands, and what can be done in its menu. */
function spoken(name: string, state: string, can: readonly (JobAbility | "reveal")[]): string {
  const titles = can.map((ability) => abilityTitles[ability]).join(", ");
  return titles === ""
    ? vscode.l10n.t("{0}, {1}", name, state)
    : vscode.l10n.t("{0}, {1}. Actions: {2}", name, state, titles);
}
