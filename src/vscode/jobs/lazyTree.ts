import * as vscode from "vscode";

/** A tree whose code is loaded when VS Code first shows it. */
export class LazyTree<Node> implements vscode.TreeDataProvider<Node> {
  readonly #load: () => Promise<vscode.TreeDataProvider<Node>>;
  readonly #changed = new vscode.EventEmitter<Node | Node[] | undefined | null | void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #followed: vscode.TreeDataProvider<Node> | undefined;

  /** `load` gives the same tree each time. */
  constructor(load: () => Promise<vscode.TreeDataProvider<Node>>) {
    this.#load = load;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    return (await (await this.#tree()).getChildren(node)) ?? [];
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    return (await this.#tree()).getTreeItem(node);
  }

  async getParent(node: Node): Promise<Node | undefined> {
    return (await (await this.#tree()).getParent?.(node)) ?? undefined;
  }

  async #tree(): Promise<vscode.TreeDataProvider<Node>> {
    const tree = await this.#load();
    if (this.#followed !== tree) {
      this.#followed = tree;
      tree.onDidChangeTreeData?.((nodes) => this.#changed.fire(nodes));
    }
    return tree;
  }
}
