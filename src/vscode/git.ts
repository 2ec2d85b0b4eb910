import * as vscode from "vscode";

/** What is used of the Git extension's API. Source: microsoft/vscode, extensions/git/src/api/git.d.ts. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: "uninitialized" | "initialized";
  readonly onDidChangeState: vscode.Event<GitApi["state"]>;
  readonly repositories: readonly Repository[];
}

interface Repository {
  readonly state: {
    readonly mergeChanges: readonly Change[];
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    /** Only with the setting `git.untrackedChanges` at `separate`; older versions lack it. */
    readonly untrackedChanges?: readonly Change[];
  };
  status(): Promise<void>;
}

interface Change {
  /** The file as it is called now. */
  readonly uri: vscode.Uri;
}

/**
 * The files that Git's repositories in this window name as changed or new, deleted ones included, each as often
 * as it is named. Undefined where there is no Git. Rejects with the reason of `signal`.
 */
export async function changedFiles(signal: AbortSignal): Promise<vscode.Uri[] | undefined> {
  const git = await gitApi();
  if (git === undefined) {
    return undefined;
  }
  await initialized(git);
  signal.throwIfAborted();
  // Git may not have been asked since the last change. Where it cannot be, what it said last counts.
  await Promise.allSettled(git.repositories.map((repository) => repository.status()));
  return git.repositories.flatMap(({ state }) =>
    [
      ...state.mergeChanges,
      ...state.indexChanges,
      ...state.workingTreeChanges,
      ...(state.untrackedChanges ?? []),
    ].map(({ uri }) => uri),
  );
}

async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (extension === undefined) {
    return undefined;
  }
  const git = extension.isActive ? extension.exports : await extension.activate();
  return git.enabled ? git.getAPI(1) : undefined;
}

/** Git looks for repositories after its start. */
function initialized(git: GitApi): Promise<void> {
  return new Promise((resolve) => {
    const listening = git.onDidChangeState(() => {
      listening.dispose();
      resolve();
    });
    if (git.state === "initialized") {
      listening.dispose();
      resolve();
    }
  });
}
