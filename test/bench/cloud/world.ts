// The fal server behind the modelled line, in a process of its own: `world.ts <plan as JSON>`.
import { startFalServer } from "../../fal-server/falServer.ts";
import type { FalServer } from "../../fal-server/falServer.ts";
import { tqdmLines } from "../../fal-server/tqdm.ts";
import { now } from "./clock.ts";
import { Link } from "./link.ts";
import { tripsToConnect } from "./network.ts";
import type { Network } from "./network.ts";
import { falHosts } from "./places.ts";
import type { Places } from "./places.ts";
import { Relay } from "./relay.ts";
import type { Told, WorldPlan } from "./runningWorld.ts";

const tell = (told: Told) => process.send?.(told);

async function begin(): Promise<void> {
  const plan: WorldPlan = JSON.parse(process.argv[2] ?? "{}");
  const server = await startFalServer({
    settings: { concurrency: plan.atOnce },
    script: {
      queuePositions: [],
      queueMs: 0,
      logs: tqdmLines(plan.lines),
      // What is made is thrown away: every job has the same result.
      output: { size: { width: 1, height: 1 } },
    },
  });
  const relays = plan.network ? await relaysTo(server.url, plan.network) : [];
  process.on("message", () => {
    for (const { relay } of relays) {
      relay.drop();
    }
    tell({ type: "dropped" });
  });
  void tellJobs(server);
  const originOf = (host: string) => relays.find((relay) => relay.host === host)?.origin;
  const place = (host: keyof Places) => originOf(host) ?? server.url;
  const places: Places = {
    "queue.fal.run": place("queue.fal.run"),
    "rest.fal.ai": place("rest.fal.ai"),
    "v3.fal.media": place("v3.fal.media"),
    "api.fal.ai": place("api.fal.ai"),
  };
  tell({ type: "ready", url: server.url, places });
}

/** A relay for each of fal's hosts, all over one line. */
async function relaysTo(url: string, { roundTrip, up, down }: Network) {
  const line = {
    up: new Link(up, roundTrip / 2),
    down: new Link(down, roundTrip / 2),
    opening: roundTrip * tripsToConnect,
  };
  return Promise.all(
    falHosts.map(async (host) => {
      const relay = new Relay(Number(new URL(url).port), line);
      return { host, relay, origin: `http://127.0.0.1:${await relay.listen()}` };
    }),
  );
}

const forEver = 2 ** 31 - 1;

/** Tells when jobs are accepted and when they are done, by the clock of this machine. */
async function tellJobs(server: FalServer): Promise<void> {
  // Not every request is answered in its turn.
  const told = new Set<string>();
  for (;;) {
    const submits = await server.waitFor({ route: "submit", status: 200 }, told.size + 1, forEver);
    const acceptedAt = now();
    const news = submits.flatMap(({ requestId }) => requestId ?? []);
    for (const requestId of news.filter((id) => !told.has(id))) {
      told.add(requestId);
      void tellWhenDone(server, requestId, acceptedAt);
    }
  }
}

async function tellWhenDone(server: FalServer, requestId: string, acceptedAt: number) {
  await server.waitForJob({ requestId, status: "COMPLETED" }, forEver);
  tell({ type: "job", job: { acceptedAt, doneAt: now() } });
}

process.once("disconnect", () => process.exit());
await begin();
