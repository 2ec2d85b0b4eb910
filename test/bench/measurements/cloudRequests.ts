import { Arena } from "../cloud/arena.ts";
import { scriptName } from "../cloud/contender.ts";
import { usualPace } from "../cloud/network.ts";
import type { Network } from "../cloud/network.ts";
import { pairOf } from "../cloud/pairs.ts";
import { requestsIn } from "../cloud/phases.ts";
import { row } from "../row.ts";
import type { Section } from "../section.ts";

/** Seconds. Long enough for whoever asks less and less often. */
const longJob = { whole: 30, quick: 10 };

/**
 * How many requests a job of half a minute takes; once, for nothing in it is left to chance. A shorter one is not
 * judged.
 */
export async function measureCloudRequests(network: Network, isQuick: boolean): Promise<Section> {
  const seconds = isQuick ? longJob.quick : longJob.whole;
  const [product, script] = await Promise.all([
    requestsOf("product", network, seconds),
    requestsOf("script", network, seconds),
  ]);
  return {
    title: `Requests for a job of ${seconds} s`,
    note:
      "Every call of `fetch`, uploads and downloads included, of a job that is not the first one: behind a proxy, as " +
      "here, the first does not know yet where results are. Once an hour the extension also asks for the price.",
    rows: [
      row(
        { name: "requests", against: scriptName, unit: "×", value: product / script },
        isQuick ? undefined : { atMost: 0.1 },
      ),
      row({ name: "requests of the product", unit: "", value: product }),
      row({ name: "requests of the script", unit: "", value: script }),
    ],
  };
}

async function requestsOf(
  name: "product" | "script",
  network: Network,
  seconds: number,
): Promise<number> {
  const pair = await pairOf(300_000);
  const one = { images: 1, atOnce: 2 };
  const plan = { network, lines: usualPace.lines, ...one, contenders: [name], pair };
  return Arena.open(plan, async (arena) => {
    await arena.try(name, one, 0);
    const { marks } = await arena.try(name, one, seconds * 1000);
    return requestsIn(marks);
  });
}
