import type { Session } from "./session.ts";

type WithHost = Pick<Session, "host">;

/** Changes one of the user's settings, by its name behind `clarityUpscaler.`, and waits until it counts. */
export function changeSetting({ host }: WithHost, name: string, value: unknown): Promise<void> {
  return host.run(
    async (vscode, [setting, wanted]) => {
      const { Global } = vscode.ConfigurationTarget;
      await vscode.workspace.getConfiguration("clarityUpscaler").update(setting, wanted, Global);
      const read = vscode.workspace.getConfiguration("clarityUpscaler").get(setting);
      if (read !== wanted) {
        throw new Error(`${setting} is ${String(read)}`);
      }
    },
    [name, value] as const,
  );
}

/** Runs the command on a file of the workspace and resolves to the names of the files that were made. */
export function upscale({ host }: WithHost, name: string): Promise<string[]> {
  return host.run(async (vscode, source) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const uri = folder && vscode.Uri.joinPath(folder.uri, source);
    const id = "clarityUpscaler.upscaleImage";
    const made = await vscode.commands.executeCommand<{ path: string }[]>(id, uri);
    return made.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  }, name);
}

/** The names of the workspace's files, sorted. */
export function fileNames({ host }: WithHost): Promise<string[]> {
  return host.run(async (vscode) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const entries = folder ? await vscode.workspace.fs.readDirectory(folder.uri) : [];
    return entries.map(([name]) => name).toSorted();
  }, undefined);
}

/** The bytes of a file of the workspace. */
export async function readFile({ host }: WithHost, name: string): Promise<Uint8Array> {
  const bytes = await host.run(async (vscode, file) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const uri = folder ? vscode.Uri.joinPath(folder.uri, file) : vscode.Uri.file(file);
    return [...(await vscode.workspace.fs.readFile(uri))];
  }, name);
  return Uint8Array.from(bytes);
}

/** The names of the extension's records in a folder of its journal. */
export function records(
  { host }: WithHost,
  folder: "unfinished" | "ended",
): Promise<readonly string[]> {
  return host.run(async (vscode, name) => {
    const path = `/User/globalStorage/clarity-upscaler.clarity-upscaler/jobs/${name}`;
    const uri = vscode.Uri.from({ scheme: "vscode-userdata", path });
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries.map(([entry]) => entry);
  }, folder);
}
