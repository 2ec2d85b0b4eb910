import type * as vscode from "vscode";
import type { CloudBackend, DeviceBackend } from "../core/backend.ts";
import type { CloudSettings, Connection } from "../core/connection.ts";
import type { Look } from "../core/hostedAddress.ts";
import type { Owner, RecordFiles } from "../core/journal.ts";
import type { PictureFinisher } from "../core/pictureFinisher.ts";
import type { Price } from "../core/price.ts";
import type { ExclusiveDisk } from "./workspaceFiles.ts";

/** What the entries bring along, because it differs between desktop and browser or is not VS Code's. */
export interface Host {
  readonly cloudBackend: (settings: CloudSettings) => CloudBackend;
  readonly deviceBackend: () => DeviceBackend;
  readonly pictures: PictureFinisher;
  readonly checkKey: (connection: Connection) => Promise<"good" | "bad" | "unchecked">;
  /** What fal charges the owner of the key; undefined where it does not say. Never rejects. */
  readonly fetchPrice: (connection: Connection) => Promise<Price | undefined>;
  /** Looks at what a person gave the address of. Rejects with an abort only. */
  readonly lookAt: (url: URL, allowLoopback: boolean, signal: AbortSignal) => Promise<Look>;
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
