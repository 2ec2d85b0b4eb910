import { bundleDriver } from "./harness/driverBundle.ts";
import { extensionHostRounds } from "./soak/extensionHostRounds.ts";
import { killRounds, manyJobs, summary } from "./soak/soakRounds.ts";

// npm run test:soak -- [seed]: 200 jobs with random faults, then 50 rounds that end with a kill, then 5
// rounds that kill a real extension host.
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
console.log(`Seed ${seed}`);
const script = await bundleDriver();

const rounds = [
  ["200 jobs in one process, faults on every route", () => manyJobs(script, seed, 200)],
  ["50 rounds of kill and restart", () => killRounds(script, seed, 50)],
] as const;

for (const [title, run] of rounds) {
  console.log(`\n${title}`);
  const result = await run();
  console.log(`in the end: ${summary(result)}`);
  for (const [what, found] of Object.entries({
    lost: result.lost,
    doubled: result.doubled,
    leaks: result.leaks,
  })) {
    if (found.length > 0) {
      console.log(`${what}: ${found.join(", ")}`);
      process.exitCode = 1;
    }
  }
}

console.log("\n5 rounds of killing the real extension host");
const { done, lost, doubled } = await extensionHostRounds(seed, 5);
console.log(`in the end: ${done} done, ${lost.length} lost, ${doubled.length} doubled`);
if (lost.length + doubled.length > 0) {
  console.log([...lost, ...doubled].join(", "));
  process.exitCode = 1;
}
