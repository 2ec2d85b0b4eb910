import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import { until } from "./until.ts";

/** Values of settings by their names behind `clarityUpscaler.`. */
export type SettingValues = Readonly<Record<string, unknown>>;

const section = "clarityUpscaler";
const restorers = new Map<string, () => Promise<void>>();

/** What a setting is for a resource, or for nothing in particular. */
export const settingFor = (name: string, resource?: vscode.Uri): unknown =>
  vscode.workspace.getConfiguration(section, resource ?? null).get(name);

/** What the user's own settings.json holds. */
const userValue = (name: string): unknown =>
  vscode.workspace.getConfiguration(section).inspect(name)?.globalValue;

/** Changes settings of the user until `restoreSettings`; undefined takes one away. They hold when this resolves. */
export async function changeSettings(values: SettingValues): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const before = userValue(name);
    if (!restorers.has(name)) {
      restorers.set(name, () => write(name, before));
    }
    await write(name, value);
  }
}

async function write(name: string, value: unknown): Promise<void> {
  const { Global } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration(section).update(name, value, Global);
  await until(`${name} is ${JSON.stringify(value)}`, () =>
    isDeepStrictEqual(userValue(name), value),
  );
}

/**
 * Writes the settings.json of a workspace folder, as a repository would bring it along, until
 * `restoreSettings`. It must hold a scale, by which it is known to be read.
 */
export async function writeFolderSettings(
  { uri }: vscode.WorkspaceFolder,
  values: SettingValues & { readonly scale: number },
): Promise<void> {
  const file = vscode.Uri.joinPath(uri, ".vscode/settings.json");
  const before = settingFor("scale", uri);
  restorers.set(file.toString(), async () => {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, ".vscode"), { recursive: true });
    await until("the folder's settings are gone", () => settingFor("scale", uri) === before);
  });
  const entries = Object.entries(values).map(([name, value]) => [`${section}.${name}`, value]);
  const text = JSON.stringify(Object.fromEntries(entries));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await until("the folder's settings are read", () => settingFor("scale", uri) === values.scale);
}

/** Everything as it was before the test. */
export async function restoreSettings(): Promise<void> {
  for (const [name, restore] of restorers) {
    restorers.delete(name);
    await restore();
  }
}
