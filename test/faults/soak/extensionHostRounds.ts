import { picture } from "../../support/images.ts";
import { killExtensionHost } from "../../ui/extensionData.ts";
import { outputsOf, submits, upscale } from "../../ui/journey.ts";
import { startSession } from "../../ui/session.ts";
import type { Session } from "../../ui/session.ts";
import { Random } from "../../support/random.ts";

/** Where a round kills: as soon as fal's server has had such a request. */
const killAfter = ["initiate", "upload", "submit", "statusStream", "result", "download"] as const;

export interface HostRounds {
  readonly done: number;
  /** Pictures without a result that nobody was told about. */
  readonly lost: readonly string[];
  /** Pictures with more submits than the user asked for, or with more than one result. */
  readonly doubled: readonly string[];
}

/** Rounds in which a real extension host is killed in the middle of a job, and the next one goes on. */
export async function extensionHostRounds(seed: number, rounds: number): Promise<HostRounds> {
  const random = new Random(seed);
  const names = Array.from({ length: rounds }, (_, index) => `round-${index}.png`);
  const bytes = await picture({ width: 64, height: 40 });
  const session = await startSession({
    name: "soak",
    files: Object.fromEntries(names.map((name) => [name, bytes])),
    settings: { "clarityUpscaler.imageTransfer": "upload" },
  });
  try {
    const ends = [];
    for (const name of names) {
      ends.push(await round(session, name, random.pick(killAfter)));
    }
    return {
      done: ends.filter(({ end }) => end === "done").length,
      lost: ends.filter(({ end }) => end === "lost").map(({ name }) => name),
      doubled: ends.filter(({ isDoubled }) => isDoubled).map(({ name }) => name),
    };
  } finally {
    await session.stop();
  }
}

async function round(session: Session, name: string, route: (typeof killAfter)[number]) {
  const { fal, workbench } = session;
  await fal.reset();
  await upscale(session, name);
  await fal.waitFor({ route, state: "any" });
  killExtensionHost(session);
  await session.reload();
  const told = await workbench.notices.wait(
    /^(Finished after a restart|.*It is not known whether)/,
  );
  const isUnknown = told.includes("It is not known");
  if (isUnknown) {
    await workbench.notices.press(name, "Submit Again");
    await workbench.notices.wait(`${name.replace(".png", "")}@2x.png`);
  }
  await workbench.clearNotices();
  const outputs = outputsOf(session, name);
  const isDoubled = submits(session) > (isUnknown ? 2 : 1) || outputs.length > 1;
  console.log(`${name}: killed after ${route}; ${told}`);
  return { name, end: outputs.length > 0 ? "done" : "lost", isDoubled };
}
