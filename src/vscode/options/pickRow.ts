import * as vscode from "vscode";
import { ask } from "./steps.ts";
import type { Answer, Place } from "./steps.ts";

/** A row of a list, or without a value a line between them. */
export interface Row<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

export interface RowList<T> {
  readonly placeholder: string;
  readonly rows: readonly Row<T>[];
  /** The row that Enter takes; the first one when left out. */
  readonly active?: Row<T> | undefined;
}

/** The line above a group of rows. */
export const separator = (label: string): Row<never> => ({
  label,
  kind: vscode.QuickPickItemKind.Separator,
});

/** Asks for one row of a list, which is filtered by what is typed. */
export function pickRow<T>(
  place: Place,
  { placeholder, rows, active }: RowList<T>,
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<Row<T>>();
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = rows;
  if (active) {
    pick.activeItems = [active];
  }
  return ask<T>(pick, place, (answer) =>
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      if (row?.value !== undefined) {
        answer(row.value);
      }
    }),
  );
}
