// The core in a Node process of its own, for tests that kill it: `node driver.cjs <plan as JSON>`.
import { act, resume, run } from "./commands.ts";
import { composeCore } from "./core.ts";
import type { Core } from "./core.ts";
import type { Command, Plan } from "./plan.ts";
import { tell } from "./tell.ts";

const commands: Record<Command, (core: Core) => Promise<unknown>> = {
  run,
  resume,
  act,
  session: (core) => Promise.all([resume(core), run(core)]),
};

async function main(): Promise<void> {
  const plan: Plan = JSON.parse(process.argv[2] ?? "{}");
  const core = await composeCore(plan);
  await commands[plan.command](core);
  await core.owner.stop();
  tell({ event: "finished" });
  process.exit();
}

main().catch((error: unknown) => {
  // Not by itself: Node would print a line of the bundle, which is all of it.
  console.error(error instanceof Error ? error.stack : error);
  process.exit(1);
});
