import * as vscode from "vscode";

const { FileSystemError, FileType } = vscode;

/** What a test lets happen in the middle of a file system's work; it may throw. */
export interface Happenings {
  readonly beforeList?: (path: string) => void;
  readonly beforeWrite?: (path: string) => void;
  readonly beforeRename?: (to: string) => void;
}

/** Files in memory, with all folders there already, that keeps what was done to it. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  /** Such as `write /a.png` and `rename /a.tmp /a.png`. */
  readonly changes: string[] = [];
  /** Files that are there but in no list, as on a server that is slow to tell. */
  readonly unlisted = new Set<string>();
  happenings: Happenings = {};
  isFolderReadonly = false;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const bytes = this.files.get(path);
    if (bytes === undefined && /\.\w+$/.test(path)) {
      throw FileSystemError.FileNotFound(path);
    }
    const times = { ctime: 0, mtime: 0 };
    return bytes
      ? { type: FileType.File, size: bytes.length, ...times }
      : {
          type: FileType.Directory,
          size: 0,
          ...times,
          ...(this.isFolderReadonly && { permissions: vscode.FilePermission.Readonly }),
        };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    this.happenings.beforeList?.(path);
    const folder = path.endsWith("/") ? path : `${path}/`;
    const listed = [...this.files.keys()].filter((file) => !this.unlisted.has(file));
    const inside = listed.filter((file) => file.startsWith(folder));
    const names = inside.map((file) => file.slice(folder.length).split("/"));
    return [
      ...new Map(
        names.map(([name = "", ...rest]) => [
          name,
          rest.length > 0 ? FileType.Directory : FileType.File,
        ]),
      ),
    ];
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const bytes = this.files.get(path);
    if (bytes === undefined) {
      throw FileSystemError.FileNotFound(path);
    }
    return bytes;
  }

  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    this.changes.push(`write ${path}`);
    this.happenings.beforeWrite?.(path);
    this.files.set(path, content);
  }

  delete({ path }: vscode.Uri): void {
    this.changes.push(`delete ${path}`);
    if (!this.files.delete(path)) {
      throw FileSystemError.FileNotFound(path);
    }
  }

  rename(from: vscode.Uri, to: vscode.Uri, { overwrite }: { readonly overwrite: boolean }): void {
    this.changes.push(`rename ${from.path} ${to.path}`);
    this.happenings.beforeRename?.(to.path);
    if (this.files.has(to.path) && !overwrite) {
      throw FileSystemError.FileExists(to);
    }
    this.files.set(to.path, this.readFile(from));
    this.files.delete(from.path);
  }

  createDirectory(): void {}
}
