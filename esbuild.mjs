// Bundles the extension for every place it runs in: `node esbuild.mjs [--debug]`.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const isDebug = process.argv.includes("--debug");

const shared = {
  bundle: true,
  format: "cjs",
  external: ["vscode"],
  target: "es2023",
  minify: !isDebug,
  sourcemap: isDebug,
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
};

/** On the desktop, what an entry imports dynamically is a file of its own, read when it is first needed. */
const lazyFiles = {
  name: "lazy-files",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\// }, ({ kind, path }) =>
      kind === "dynamic-import"
        ? { path: path.replace(/\.ts$/, ".cjs"), external: true }
        : undefined,
    );
  },
};

const desktop = {
  ...shared,
  platform: "node",
  entryPoints: ["src/extension.ts", "src/desktop.ts"],
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  supported: { "dynamic-import": false },
  plugins: [lazyFiles],
};

const web = {
  ...shared,
  platform: "browser",
  entryPoints: ["src/extension.web.ts"],
  outfile: "dist/extension.web.cjs",
};

/** The licences of the packages that are inside the bundles, from their own files. */
async function thirdPartyNotices(metafiles) {
  const paths = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = paths.map((path) => /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const notices = [...new Set(folders.filter(Boolean))].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(
      await readFile(join(folder, "package.json"), "utf8"),
    );
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? await readFile(join(folder, file), "utf8") : `Licence: ${license}`;
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return (await Promise.all(notices)).join(`\n${"-".repeat(80)}\n\n`);
}

const results = await Promise.all([desktop, web].map((options) => build(options)));
const notices = await thirdPartyNotices(results.map(({ metafile }) => metafile));
await writeFile("dist/THIRD-PARTY-NOTICES.txt", notices);
