import { parseArgs } from "node:util";
import { startFalServer } from "./falServer.ts";
import { defaultScript } from "./script.ts";
import { defaultSettings } from "./settings.ts";

const help = `A local stand-in for fal.ai.

npm run fal-server -- [options]

  --port N             port on 127.0.0.1 (8787; 0 for any)
  --delay SECONDS      how long a job runs (${defaultScript.runMs / 1000})
  --queue N            requests ahead when a job is submitted (${defaultScript.queuePositions[0]})
  --concurrency N      jobs that run at a time (2)
  --key ID:SECRET      the only key that is accepted (any)
  --up BYTES           bandwidth towards the server, bytes per second (unlimited)
  --down BYTES         bandwidth from the server, bytes per second (unlimited)
  --latency MS         added before every answer (0)
  --help

While it runs, POST /__control/<verb> with a JSON array of arguments scripts it; for instance
  curl -d '[{"queuePositions":[5],"queueMs":2000}]' http://127.0.0.1:8787/__control/script
  curl http://127.0.0.1:8787/__control/readJournal
`;

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    delay: { type: "string" },
    queue: { type: "string" },
    concurrency: { type: "string" },
    key: { type: "string" },
    up: { type: "string" },
    down: { type: "string" },
    latency: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

type NumberName = "port" | "delay" | "queue" | "concurrency" | "up" | "down" | "latency";

/** The number of an option; undefined, or `otherwise`, where it is not given. */
function number(name: NumberName): number | undefined;
function number(name: NumberName, otherwise: number): number;
function number(name: NumberName, otherwise?: number): number | undefined {
  const text = values[name];
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isNaN(value) || (value ?? 0) < 0) {
    throw new Error(`--${name} needs a number that is not negative, not ${text}`);
  }
  return value;
}

async function start(): Promise<void> {
  const ahead = number("queue", defaultScript.queuePositions[0] ?? 0);
  const server = await startFalServer({
    port: number("port", 8787),
    script: {
      runMs: number("delay", defaultScript.runMs / 1000) * 1000,
      queuePositions: Array.from({ length: ahead + 1 }, (_, index) => ahead - index),
    },
    settings: {
      concurrency: number("concurrency", defaultSettings.concurrency),
      keys: values.key === undefined ? null : [values.key],
      network: {
        uploadBytesPerSecond: number("up") ?? null,
        downloadBytesPerSecond: number("down") ?? null,
        latencyMs: number("latency", 0),
      },
    },
  });
  console.log(`fal server listening at ${server.url}`);
  const stop = () => void server.close();
  process.once("SIGINT", stop).once("SIGTERM", stop);
}

if (values.help) {
  console.log(help);
} else {
  await start();
}
