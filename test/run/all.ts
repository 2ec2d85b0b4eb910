import { readFileSync } from "node:fs";
import { join } from "node:path";
import { couldNotRun, countsLine, finishWith } from "./counts.ts";
import { hostNames, hosts } from "./hosts.ts";
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
const packaged = [
  counting("package contents", "tsx test/run/package.ts --packaged"),
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

/** What needs no VS Code. */
async function runRules(): Promise<RingResult[]> {
  const results: RingResult[] = [];
  for (const ring of [...checks(), unit, faults]) {
    results.push(await runRing(ring));
  }
  return results;
}

/** What runs the package in VS Code. Where that cannot be installed, the rings say why in their own words. */
async function runPackaged(): Promise<RingResult[]> {
  await Promise.allSettled(hostNames.map((name) => ensureHost(name)));
  const packageResult = await runRing(packaging);
  const results = [packageResult];
  for (const ring of packaged) {
    const isPackaged = packageResult.failed === 0;
    results.push(
      isPackaged ? await runRing(ring) : { ...couldNotRun, name: ring.name, seconds: 0 },
    );
  }
  return results;
}

const started = Date.now();
// Side by side: both wait for other processes most of the time.
const results = (await Promise.all([runRules(), runPackaged()])).flat();

console.log("\n##### all");
for (const { name, seconds, ...counts } of results) {
  console.log(
    `${counts.failed === 0 ? "ok    " : "FAILED"} ${name}: ${countsLine(counts)}, ${seconds} s`,
  );
}
console.log(`${Math.round((Date.now() - started) / 1000)} s`);
const sum = (key: "passed" | "failed") => results.reduce((total, result) => total + result[key], 0);
finishWith({ passed: sum("passed"), failed: sum("failed") });
