// Bundles the extension for every place it runs in: `node esbuild.mjs [--debug]`.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
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

/** What needs no Node is in the browser's file already: the desktop takes it from there. */
const sharedFile = {
  name: "shared-file",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/shared\.ts$/ }, () => ({
      path: "./extension.web.cjs",
      external: true,
    }));
  },
};

/**
 * fal's client makes a WebSocket client for models that stream, and has an event stream that cannot be aborted; a
 * quarter of the bundle, which nothing here calls.
 */
const withoutStreams = {
  name: "without-streams",
  setup({ onLoad }) {
    onLoad({ filter: /@fal-ai\/client\/src\/(realtime|streaming)\.js$/ }, () => ({
      contents: "exports.createRealtimeClient = exports.createStreamingClient = () => ({});",
    }));
  },
};

const desktop = {
  ...shared,
  platform: "node",
  entryPoints: ["src/extension.ts", "src/desktop.ts"],
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  supported: { "dynamic-import": false },
  plugins: [lazyFiles, sharedFile],
};

const web = {
  ...shared,
  platform: "browser",
  entryPoints: ["src/extension.web.ts"],
  outfile: "dist/extension.web.cjs",
  plugins: [withoutStreams],
  define: { "import.meta.url": '""' },
};

/** What works on pictures in threads of its own: not read before the first picture. */
const nodeThread = {
  ...shared,
  platform: "node",
  entryPoints: { thread: "src/node/pictureThreadEntry.ts" },
  outdir: "dist/pictures",
  outExtension: { ".js": ".cjs" },
  // The codecs' glue would use it to find their wasm, which they are given instead.
  define: { "import.meta.url": '""' },
};

const webThread = {
  ...nodeThread,
  platform: "browser",
  format: "esm",
  entryPoints: { thread: "src/worker/webEntry.ts" },
  outExtension: { ".js": ".mjs" },
};

const assets = JSON.parse(await readFile("src/pictures/assetFiles.json", "utf8"));

/** The kernel, the weights and the codecs, beside the threads that load them. */
async function copyAssets() {
  await mkdir("dist/pictures", { recursive: true });
  await Promise.all(
    Object.entries(assets).map(([name, from]) => copyFile(from, join("dist/pictures", name))),
  );
}

/** The licences of the packages whose files are at `paths`, from their own files; each text once. */
async function thirdPartyNotices(paths) {
  const folders = paths.map((path) => /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const packages = await Promise.all([...new Set(folders.filter(Boolean))].sort().map(licencesOf));
  const firstWith = new Map();
  const notices = packages.map(({ name, texts }) => {
    const shown = texts.map((text) => {
      const first = firstWith.get(text) ?? name;
      firstWith.set(text, first);
      return first === name ? text : `The text of this licence stands under ${first}.`;
    });
    return `${[name, ...new Set(shown)].join("\n\n")}\n`;
  });
  return notices.join(`\n${"-".repeat(80)}\n\n`);
}

/** A package may hold what others wrote, such as a codec, with a licence of its own. */
async function licencesOf(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const files = (await readdir(folder, { recursive: true })).filter((entry) =>
    /(^|\/)licen[cs]e[^/]*$/i.test(entry),
  );
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), "utf8")));
  return {
    name: `${name} ${version} (${license})`,
    texts: texts.length > 0 ? texts.map((text) => text.trim()) : [`Licence: ${license}`],
  };
}

/** Removes the bundles of earlier builds that are not among `written`: they would be packaged. */
async function removeOldBundles(written) {
  const files = (await readdir("dist")).map((name) => `dist/${name}`);
  const old = files.filter((file) => file.endsWith(".cjs") && !written.includes(file));
  await Promise.all(old.map((file) => rm(file)));
}

// Whatever lies there would be packaged.
await rm("dist/pictures", { recursive: true, force: true });
const bundles = [desktop, web, nodeThread, webThread];
const results = await Promise.all(bundles.map((options) => build(options)));
await copyAssets();
await removeOldBundles(results.flatMap(({ metafile }) => Object.keys(metafile.outputs)));

const noticesOf = (parts, ...others) =>
  thirdPartyNotices([...parts.flatMap(({ metafile }) => Object.keys(metafile.inputs)), ...others]);

const [desktopParts, webParts, ...threadParts] = results;
await writeFile("dist/THIRD-PARTY-NOTICES.txt", await noticesOf([desktopParts, webParts]));
// Beside the codecs and the networks, those of the codecs and the networks.
const networks = await readFile("src/engine/models/NOTICE.md", "utf8");
const codecs = await noticesOf(threadParts, ...Object.values(assets));
await writeFile(
  "dist/pictures/THIRD-PARTY-NOTICES.txt",
  `${networks}\n${"-".repeat(80)}\n\n${codecs}`,
);
