import { readFileSync } from "node:fs";
import { join } from "node:path";
import { couldNotRun, countsLine, finishWith } from "./counts.ts";
import { hostNames, hosts } from "./hosts.ts";
import { ensureExifTool, ensureWasmCompilers } from "./debianPackages.ts";
import { ensureHost } from "./installHost.ts";
import { repository } from "./paths.ts";
import { runRing } from "./rings.ts";
import type { Ring, RingResult } from "./rings.ts";

// npm test: every check and every ring, also after a failure. Only a failed packaging spares the
// rings that need the package; they count as failed then.
const counting = (name: string, command: string): Ring => ({ name, command, isCounting: true });

const packaging: Ring = { name: "package", command: "npm run --silent package", isCounting: false };
const unit = counting("unit", "tsx test/run/unit.ts");
const faults = counting("faults", "tsx test/faults/run.ts");
const kernel: Ring = {
  name: "the kernel is what its sources give",
  command: "sh src/engine/kernel/build.sh --check",
  isCounting: false,
};
const oracle = counting("oracle", "tsx test/run/oracle.ts");
const withPackage = [
  counting("package contents", "tsx test/run/package.ts --packaged"),
  counting("browser build", "tsx test/run/web.ts --packaged"),
];
const inVscode = [
  ...hostNames.map((name) =>
    counting(
      `extension host, VS Code ${hosts[name].version}`,
      `tsx test/run/host.ts --packaged --version ${name}`,
    ),
  ),
  counting("user interface", "tsx test/run/ui.ts --packaged"),
];

/** The commands of `npm run check`, each a test of its own. */
function checks(): Ring[] {
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const commands: string[] = scripts.check.split("&&");
  return commands.map((text) => {
    const command = text.trim();
    return { name: `check: ${command}`, command, isCounting: false };
  });
}

async function runAll(rings: readonly Ring[]): Promise<RingResult[]> {
  const results: RingResult[] = [];
  for (const ring of rings) {
    results.push(await runRing(ring));
  }
  return results;
}

/** Makes the package. Where a tool cannot be installed, the rings that need it say why in their own words. */
async function makePackage(): Promise<RingResult> {
  await Promise.allSettled([
    ensureWasmCompilers(),
    ensureExifTool(),
    ...hostNames.map((name) => ensureHost(name)),
  ]);
  return runRing(packaging);
}

/** Runs rings that need the package; without it, none of them could run. */
async function runPackaged(rings: readonly Ring[]): Promise<RingResult[]> {
  const { failed } = await made;
  return failed === 0
    ? runAll(rings)
    : rings.map(({ name }) => ({ ...couldNotRun, name, seconds: 0 }));
}

const started = Date.now();
const made = makePackage();
// Side by side: most rings wait for other processes most of the time. Both lanes take about as long.
const rules = async () => [
  ...(await runAll([...checks(), unit, faults])),
  ...(await runPackaged(withPackage)),
];
const behaviour = async () => [
  await made,
  ...(await runAll([kernel, oracle])),
  ...(await runPackaged(inVscode)),
];
const results = (await Promise.all([rules(), behaviour()])).flat();

console.log("\n##### all");
for (const { name, seconds, ...counts } of results) {
  console.log(
    `${counts.failed === 0 ? "ok    " : "FAILED"} ${name}: ${countsLine(counts)}, ${seconds} s`,
  );
}
console.log(`${Math.round((Date.now() - started) / 1000)} s`);
const sum = (key: "passed" | "failed") => results.reduce((total, result) => total + result[key], 0);
finishWith({ passed: sum("passed"), failed: sum("failed") });
