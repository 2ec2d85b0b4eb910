import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { platformError } from "../fal-server/outcome.ts";
import { upscale } from "./journey.ts";
import type { Session } from "./session.ts";

/** The pictures of these tests, by their names. */
export const three = ["one.png", "two.png", "three.png"];

/** Their paths: in a folder, because the files of the top must all be in view. */
export const paths = three.map((name) => `art/${name}`);

/** How fal tells that a runner was lost. */
export const failure = platformError("runner_server_error", "the runner is gone");

/** Starts with a list that is open and empty, and without the files of the test before. */
export async function openEmpty({ folder, workbench }: Session): Promise<void> {
  const { jobs } = workbench;
  for (const name of readdirSync(join(folder, "art")).filter((file) => file.includes("@"))) {
    rmSync(join(folder, "art", name));
  }
  await jobs.open();
  if ((await jobs.rows().count()) > 0) {
    await workbench.runCommand("Clarity Upscaler: Clear Finished Jobs");
    await jobs.rows().first().waitFor({ state: "detached" });
  }
}

/** Starts three jobs of which two are at fal and one waits; which is which is a matter of their uploads. */
export async function startThree(session: Session): Promise<Record<"running" | "waiting", string>> {
  const { jobs } = session.workbench;
  await session.fal.hold("running");
  await upscale(session, ...paths);
  await session.fal.waitFor({ route: "submit" }, 2);
  // A job whose picture is sent is listed as running too, before it has its turn.
  await jobs.waitForRows(2, /^upscaling · /);
  const waiting = await jobs.nameOf("waiting for its turn");
  return { running: three.find((name) => name !== waiting) ?? "", waiting };
}
