import { readFileSync } from "node:fs";
import { join } from "node:path";
import pLimit from "p-limit";
import { couldNotRun, countsLine, finishWith, sumOf } from "./counts.ts";
import { hostNames, hosts } from "./hosts.ts";
import { ensureExifTool, ensureWasmCompilers } from "./debianPackages.ts";
import { ensureHost } from "./installHost.ts";
import { repository } from "./paths.ts";
import { runRing } from "./rings.ts";
import type { Ring, RingResult } from "./rings.ts";

// npm test: every check and every ring, also after a failure. Only a failed packaging spares the
// rings that need the package; they count as failed then.

interface Part extends Ring {
  readonly needsPackage?: boolean;
}

const counting = (name: string, command: string): Part => ({ name, command, isCounting: true });

const packaged = (name: string, command: string): Part => ({
  ...counting(name, `${command} --packaged`),
  needsPackage: true,
});

const packaging: Ring = { name: "package", command: "npm run --silent package", isCounting: false };

/** What takes longest comes first, so that nobody waits for it alone in the end. */
const parts: readonly Part[] = [
  packaged("user interface", "tsx test/run/ui.ts"),
  ...checks(),
  counting("unit", "tsx test/run/unit.ts"),
  counting("faults", "tsx test/faults/run.ts"),
  ...hostNames.map((name) =>
    packaged(
      `extension host, VS Code ${hosts[name].version}`,
      `tsx test/run/host.ts --version ${name}`,
    ),
  ),
  packaged("browser build", "tsx test/run/web.ts"),
  counting("oracle", "tsx test/run/oracle.ts"),
  packaged("package contents", "tsx test/run/package.ts"),
  {
    name: "the kernel is what its sources give",
    command: "sh src/engine/kernel/build.sh --check",
    isCounting: false,
    // Its compiler is installed before.
    needsPackage: true,
  },
];

/** The commands of `npm run check`, each a test of its own. */
function checks(): Part[] {
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const commands: string[] = scripts.check.split("&&");
  return commands.map((text) => {
    const command = text.trim();
    return { name: `check: ${command}`, command, isCounting: false };
  });
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

/** Runs a part; without the package, one that needs it could not run. */
async function runPart({ needsPackage = false, ...ring }: Part): Promise<RingResult> {
  return needsPackage && (await made).failed > 0
    ? { ...couldNotRun, name: ring.name, seconds: 0, secondTries: [] }
    : runRing(ring);
}

const started = Date.now();
const made = makePackage();
// Side by side: most parts wait for other processes most of the time.
const results = (await Promise.all([made, pLimit(2).map(parts, runPart)])).flat();

console.log("\n##### all");
for (const { name, seconds, secondTries, ...counts } of results) {
  const verdict = counts.failed === 0 ? "ok    " : "FAILED";
  console.log(
    [`${verdict} ${name}: ${countsLine(counts)}, ${seconds} s`, ...secondTries].join("\n"),
  );
}
console.log(`${Math.round((Date.now() - started) / 1000)} s`);
finishWith(sumOf(results));
