import { Arena } from "../cloud/arena.ts";
import { scriptName } from "../cloud/contender.ts";
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
  const [product, script] = await Promise.all([
    requestsOf("product", network),
    requestsOf("script", network),
  ]);
  return {
    title: "Requests for a job of 30 s",
    note:
      "Every call of `fetch`, uploads and downloads included, of a job that is not the first one: the first does not " +
      "know yet where results are. Once an hour the extension also asks for the price.",
    rows: [
      row(
        { name: "requests", against: scriptName, unit: "×", value: product / script },
        { atMost: 0.1 },
      ),
      row({ name: "requests of the product", unit: "", value: product }),
      row({ name: "requests of the script", unit: "", value: script }),
    ],
  };
}

async function requestsOf(name: "product" | "script", network: Network): Promise<number> {
  const pair = await pairOf(300_000);
  const one = { images: 1, atOnce: 2 };
  const plan = { network, lines: usualPace.lines, ...one, contenders: [name], pair };
  return Arena.open(plan, async (arena) => {
    await arena.try(name, one, 0);
    const { marks } = await arena.try(name, one, longJob);
    return requestsIn(marks);
  });
}
