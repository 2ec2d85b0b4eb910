import type * as vscode from "vscode";
import type { UpscaleBackend } from "../core/backend.ts";
import type { CloudSettings, Connection } from "../core/connection.ts";
import type { Owner, RecordFiles } from "../core/journal.ts";
import type { ExclusiveDisk } from "./workspaceFiles.ts";

/** What the entries bring along, because it differs between desktop and browser or is not VS Code's. */
export interface Host {
  readonly cloudBackend: (settings: CloudSettings) => UpscaleBackend;
  readonly checkKey: (connection: Connection) => Promise<"good" | "bad" | "unchecked">;
  /** Files for the journal in `folder`, and this window among the others that use them. */
  readonly openJournal: (folder: vscode.Uri) => Promise<JournalParts>;
  /** Undefined where only `workspace.fs` reaches files. */
  readonly disk?: ExclusiveDisk;
  /** The key that fal's own tools would read from the environment. */
  readonly environmentKey?: () => string | undefined;
}

interface JournalParts extends vscode.Disposable {
  readonly files: RecordFiles;
  readonly owner: Owner;
}
