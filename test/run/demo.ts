import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, parse } from "node:path";
import { openWindow } from "../ui/vscodeWindow.ts";
import { Closers } from "./closers.ts";
import { defaultOut, parseDemoArguments, usage, UsageError } from "./demoArguments.ts";
import type { DemoArguments } from "./demoArguments.ts";
import { printResult, resultOf, writeJson } from "./demoReport.ts";
import type { DemoResult } from "./demoReport.ts";
import { setStage } from "./demoStage.ts";
import { upscaleByRightClick } from "./demoUpscale.ts";
import { hosts } from "./hosts.ts";
import { relativePath } from "./paths.ts";

// npm run demo: see `usage`. Ends with 0 when every picture came to its end, upscaled or refused.
const args = process.argv.slice(2);
try {
  if (args.includes("--help")) {
    console.log(usage);
  } else {
    await demonstrate(parseDemoArguments(args));
  }
} catch (error) {
  const isUsage = error instanceof UsageError;
  console.error(isUsage ? `${error.message}\n\n${usage}` : error);
  process.exitCode = isUsage ? 2 : 1;
}

async function demonstrate(demo: DemoArguments): Promise<void> {
  const out = prepareOut(demo.out);
  const closers = new Closers();
  try {
    const results: DemoResult[] = [];
    for await (const result of upscaleAll(demo, out, closers)) {
      results.push(result);
      printResult(result);
      writeJson(demo.json, results);
    }
    const upscaled = results.filter(({ output }) => output !== null).length;
    console.log(`${upscaled} of ${results.length} upscaled; files and screenshots are in ${out}`);
  } finally {
    await closers.close();
  }
}

/** The default folder is the demo's own and starts empty; nothing is ever removed from another one. */
function prepareOut(named: string | undefined): string {
  const out = named ?? defaultOut;
  if (named === undefined) {
    rmSync(out, { recursive: true, force: true });
  }
  mkdirSync(join(out, "screenshots"), { recursive: true });
  return out;
}

async function* upscaleAll(
  demo: DemoArguments,
  out: string,
  closers: Closers,
): AsyncGenerator<DemoResult> {
  const { vsix, backend, workspace, settings } = await setStage(demo, closers);
  const { folder, pictures } = workspace;
  console.log(`VS Code ${hosts.current.version}, ${relativePath(vsix)}, ${backend}`);
  const window = await openWindow({ workspace: folder, vsix, settings, theme: demo.theme });
  closers.add(() => window.stop());
  const [someFile = ""] = readdirSync(folder);
  await window.workbench.ready(someFile, "Clarity Upscaler: Upscale Image");
  for (const [index, { source, path }] of pictures.entries()) {
    const shots = join(out, "screenshots", `${index + 1}-${parse(path).name}`);
    const ending = await upscaleByRightClick({ window, folder, path, shots });
    yield await resultOf(source, ending, out);
  }
}
