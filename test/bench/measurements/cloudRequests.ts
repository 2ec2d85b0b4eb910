import { Arena } from "../cloud/arena.ts";
import { usualPace } from "../cloud/network.ts";
import type { Network } from "../cloud/network.ts";
import { pairOf } from "../cloud/pairs.ts";
import { requestsIn } from "../cloud/phases.ts";
import { row } from "../row.ts";
import type { Section } from "../section.ts";

/** Milliseconds. Long enough for whoever asks less and less often. */
const longJob = 30_000;

/** How many requests a job of half a minute takes; once, for nothing in it is left to chance. */
export async function measureCloudRequests(network: Network): Promise<Section> {
  const pair = await pairOf(300_000);
  const plan = { network, pace: { ...usualPace, run: longJob }, atOnce: 2 };
  const [product, script] = await Arena.open(plan, { pair, images: 1 }, async (arena) => {
    const count = async (name: "product" | "script") =>
      requestsIn((await arena.try(name, { images: 1, atOnce: 2 })).marks);
    return Promise.all([count("product"), count("script")]);
  });
  const against = "script of fal's API page";
  return {
    title: "Requests for a job of 30 s",
    note: "Every call of `fetch`, uploads and downloads included; both at the same time, in real time.",
    rows: [
      row({ name: "requests", against, unit: "×", value: product / script }, { atMost: 0.1 }),
      row({ name: "requests of the product", unit: "", value: product }),
      row({ name: "requests of the script", unit: "", value: script }),
    ],
  };
}
