import * as vscode from "vscode";
import { showViewIfUsed } from "./firstUse.ts";
import type { JobNode } from "./jobNode.ts";
import { LazyTree } from "./lazyTree.ts";

/** Gives VS Code the Jobs view, which people see from their first job on; `load` is called when it is shown. */
export function registerJobsView(
  context: vscode.ExtensionContext,
  load: () => Promise<vscode.TreeDataProvider<JobNode>>,
): vscode.TreeView<JobNode> {
  const view = vscode.window.createTreeView("clarityUpscaler.jobs", {
    treeDataProvider: new LazyTree(load),
    canSelectMany: true,
    showCollapseAll: false,
  });
  context.subscriptions.push(view);
  void showViewIfUsed(context.globalState);
  return view;
}
