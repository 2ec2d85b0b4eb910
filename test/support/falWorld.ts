import { after } from "node:test";
import type { RequestStatus } from "../../src/core/backend.ts";
import { UpscaleError } from "../../src/core/errors.ts";
import type { CloudSettings } from "../../src/core/connection.ts";
import { FalBackend } from "../../src/backends/fal/falBackend.ts";
import type { Timing } from "../../src/backends/fal/timing.ts";
import { startFalServer } from "../fal-server/falServer.ts";
import type { FalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import type { JobScript } from "../fal-server/script.ts";
import { clarityOptions, image } from "./fakes.ts";

/** Everything in milliseconds, so that a stalled answer is over before anybody waits. */
export const shortTiming: Timing = {
  apiDeadline: 20_000,
  stallDeadline: 20_000,
  slowestUpload: 1000,
  streamStart: 20_000,
  streamSilence: 20_000,
  streamLife: 60_000,
  streamEnd: 50,
  courtesy: 1,
  firstPoll: 1,
  longestPoll: 5,
  firstRetry: 1,
  longestRetry: 5,
  retries: 3,
};

export const testKey = "11111111-2222-4333-8444-555555555555:0123456789abcdef0123456789abcdef";

/** The extension's defaults, without a key. */
export const cloudSettings: CloudSettings = {
  key: "",
  proxyUrl: "",
  sendKeyToProxy: false,
  imageTransfer: "auto",
  uploadLifetime: "1h",
  resultLifetime: "1d",
  priority: "normal",
  startTimeout: null,
  webhookUrl: "",
  storePayloads: true,
  requestTimeout: 20_000,
};

/** A `fetch` that finds fal's hosts on the local server, as the key and the addresses are the real ones. */
export const fetchAt =
  ({ url }: FalServer): typeof globalThis.fetch =>
  (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input.toString());
    const isFal = /(^|\.)fal\.(run|ai|media)$/.test(target.hostname);
    const local = `${url}/${target.host}${target.pathname}${target.search}`;
    return fetch(isFal ? local : target, init);
  };

const servers: FalServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

/** Real client, real HTTP, local server: what a test of the backend needs. Closed after the file's last test. */
export async function falWorld(script: JobScript = instantScript) {
  const server = await startFalServer({ script });
  servers.push(server);
  const source = await image(16, 10);
  const signal = new AbortController();
  const backend = (changes: Partial<CloudSettings> = {}, timing: Partial<Timing> = {}) =>
    new FalBackend({ ...cloudSettings, proxyUrl: server.url, ...changes }, fetchAt(server), {
      ...shortTiming,
      ...timing,
    });
  const options = clarityOptions;
  const submit = async (using = backend()) =>
    using.submit(await using.handOver(source, signal.signal), options);
  const upscale = async (using = backend()) => {
    const statuses: RequestStatus[] = [];
    const request = await submit(using);
    const result = await using.follow(request, (status) => statuses.push(status), signal.signal);
    return { ...result, request, statuses };
  };
  const calls = (route: string) => server.journal.filter((entry) => entry.route === route);
  return { server, source, signal, backend, options, submit, upscale, calls };
}

/** The `UpscaleError` that `work` rejects with; any other end is an error of the test. */
export async function failure(work: Promise<unknown>): Promise<UpscaleError> {
  const error = await work.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UpscaleError)) {
    throw error;
  }
  return error;
}
