import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../run/paths.ts";

const prefix = "clarityUpscaler";

/**
 * Installs copies of the extension in `folder`, where VS Code finds its extensions, each under names of its own so
 * that all can be active at once, and as many extensions that do nothing. None activates by itself.
 */
export function makeCopies(folder: string, count: number): void {
  const installed: string[] = [];
  const placeOf = (name: string) => {
    installed.push(name);
    return join(folder, `bench.${name}-${version}`);
  };
  for (let copy = 0; copy < count; copy++) {
    makeEmpty(placeOf(`empty-${copy}`), copy);
    makeOurs(placeOf(`ours-${copy}`), copy);
  }
  writeFileSync(join(folder, "extensions.json"), JSON.stringify(installed.map(entryOf(folder))));
}

const version = "0.0.0";

/** VS Code's note of an installed extension. */
const entryOf = (folder: string) => (name: string) => ({
  identifier: { id: `bench.${name}` },
  version,
  location: { $mid: 1, scheme: "file", path: join(folder, `bench.${name}-${version}`) },
  relativeLocation: `bench.${name}-${version}`,
});

function makeEmpty(folder: string, copy: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.cjs"), "exports.activate = () => undefined;\n");
  // Any version, "*", is for extensions without code only.
  const engines = { vscode: "^1.100.0" };
  writeManifest(folder, { name: `empty-${copy}`, main: "./main.cjs", engines });
}

/** The manifest's contributions are left out: VS Code reads them whether an extension activates or not. */
function makeOurs(folder: string, copy: number): void {
  mkdirSync(join(folder, "dist"), { recursive: true });
  const renamed = (text: string) => text.replaceAll(prefix, `${prefix}${copy}`);
  const entry = readFileSync(join(repository, "dist/extension.cjs"), "utf8");
  writeFileSync(join(folder, "dist/extension.cjs"), renamed(entry));
  const { main, engines }: Record<string, unknown> = JSON.parse(
    readFileSync(join(repository, "package.json"), "utf8"),
  );
  writeManifest(folder, { name: `ours-${copy}`, main, engines });
}

function writeManifest(folder: string, manifest: object): void {
  const whole = { ...manifest, publisher: "bench", version, activationEvents: [] };
  writeFileSync(join(folder, "package.json"), JSON.stringify(whole));
}
