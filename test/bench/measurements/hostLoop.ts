import { join } from "node:path";
import { startFalServer } from "../../fal-server/falServer.ts";
import { instantScript } from "../../fal-server/script.ts";
import { packagedExtension } from "../../run/paths.ts";
import { installExtension } from "../../run/vscodeServer.ts";
import type { Watched } from "../hostLoop/inHost.ts";
import { writeSources } from "../hostLoop/sources.ts";
import { quietServer, runInHost } from "../hostProgram.ts";
import type { Truth } from "../pictures/pictureSet.ts";
import { row } from "../row.ts";
import type { Row } from "../row.ts";
import type { Section } from "../section.ts";

/** How long the extension host is deaf for other extensions while large results go through the packaged extension. */
export async function measureHostLoop(
  truths: readonly Truth[],
  isQuick: boolean,
): Promise<Section> {
  const watched = await watchedRuns(truths, isQuick);
  return {
    title: "The extension host while a large picture goes through",
    note:
      "How long others wait for the event loop, 99 of 100 who come at any moment and at most, and resident memory, of " +
      "the extension host of VS Code's server with the packaged extension installed: from the command on a file of 10 " +
      "megapixels to the file of 40. What is judged is without the time in which others had the processors, the " +
      "extension's own threads among them; fal.ai is the local server, on the same ones. Memory is what the process " +
      "and its threads take at the peak beyond what they took before.",
    rows: watched.flatMap(rowsOf),
  };
}

const mebibyte = 2 ** 20;

const rowsOf = ({ name, p99, max, own, memory }: Watched): Row[] => [
  row({ name: `${name}: delay, 99 of 100`, unit: "ms", value: own.p99 }, { atMost: 20 }),
  row({ name: `${name}: longest delay`, unit: "ms", value: own.max }, { atMost: 100 }),
  row({ name: `${name}, with others at work: delay, 99 of 100`, unit: "ms", value: p99 }),
  row({ name: `${name}, with others at work: longest delay`, unit: "ms", value: max }),
  row({ name: `${name}: memory`, unit: "MiB", value: memory / mebibyte }),
];

async function watchedRuns(truths: readonly Truth[], isQuick: boolean): Promise<Watched[]> {
  const fal = await startFalServer({ script: instantScript });
  try {
    return await runInHost<Watched[]>({
      entry: join(import.meta.dirname, "../hostLoop/inHost.ts"),
      settings: {
        "clarityUpscaler.proxyUrl": fal.url,
        "clarityUpscaler.scale": 2,
        ...quietServer,
      },
      prepare: async (workspace, profile, host) => {
        await installExtension(host, profile, packagedExtension);
        const sources = await writeSources(workspace, truths, isQuick);
        return { BENCH_SOURCES: JSON.stringify(sources) };
      },
      limitMs: 600_000,
    });
  } finally {
    await fal.close();
  }
}
