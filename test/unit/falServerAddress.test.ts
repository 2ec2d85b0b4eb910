import assert from "node:assert/strict";
import { request } from "node:http";
import { after, beforeEach, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { endpointId, testKey } from "../support/falClients.ts";
import { dataUri, samplePng } from "../support/falPictures.ts";
import type { IncomingMessage } from "node:http";

const server = await startFalServer({ script: instantScript });
after(() => server.close());
beforeEach(() => server.reset());

/** Asks with any `Host` header, which `fetch` does not allow. */
async function askWithHost(
  host: string,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Record<string, unknown>> {
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const headers = { host, authorization: `Key ${testKey}`, ...options.headers };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${server.url}${path}`, { method, headers }, resolve).on("error", reject).end(body);
  });
  const chunks = await response.toArray();
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

interface Form {
  readonly name: string;
  /** Asks for a path on a fal host in this form. */
  readonly ask: (
    host: string,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<Record<string, unknown>>;
  /** Follows an address that the server gave. */
  readonly follow: (url: string) => Promise<Record<string, unknown>>;
}

const own = new URL(server.url).host;
const pathOf = (url: string) => url.slice(new URL(url).origin.length);
const followDirectly = (url: string) => askWithHost(new URL(url).host, "GET", pathOf(url));

const forms: readonly Form[] = [
  {
    name: "prefix",
    ask: (host, method, path, body) => askWithHost(own, method, `/${host}${path}`, { body }),
    follow: followDirectly,
  },
  {
    name: "host",
    ask: (host, method, path, body) => askWithHost(host, method, path, { body }),
    follow: followDirectly,
  },
  {
    name: "proxy",
    ask: (host, method, path, body) =>
      askWithHost(own, method, "/any/path", {
        body,
        headers: { "x-fal-target-url": `https://${host}${path}` },
      }),
    follow: (url) => askWithHost(own, "GET", "/any/path", { headers: { "x-fal-target-url": url } }),
  },
  {
    name: "bare",
    ask: (_host, method, path, body) => askWithHost(own, method, path, { body }),
    follow: followDirectly,
  },
];

suite("the fal server is addressed", () => {
  for (const form of forms) {
    test(`in the form ${form.name}, and its addresses lead back the same way`, async () => {
      const body = { image_url: dataUri(await samplePng(12, 8)) };
      const submitted = await form.ask("queue.fal.run", "POST", `/${endpointId}`, body);
      await server.waitForJob({ status: "COMPLETED" });
      const status = await form.follow(String(submitted["status_url"]));
      assert.equal(status["status"], "COMPLETED");
      assert.equal(status["status_url"], submitted["status_url"]);
      const result = await form.follow(String(status["response_url"]));
      assert.equal(typeof result["image"], "object");
      const [entry] = await server.readJournal({ route: "submit" });
      assert.equal(entry?.form, form.name);
      assert.equal(entry?.host, form.name === "bare" ? null : "queue.fal.run");
      assert.equal(entry?.path, `/${endpointId}`);
    });
  }

  test("by the old name of the REST service too", async () => {
    const body = { content_type: "image/png", file_name: "a.png" };
    const reply = await askWithHost("rest.alpha.fal.ai", "POST", "/storage/upload/initiate", {
      body,
    });
    assert.match(String(reply["upload_url"]), /^http:\/\/v3\.fal\.media\/upload\//);
  });

  test("for a synchronous run where the host says so", async () => {
    const body = { image_url: dataUri(await samplePng(12, 8)) };
    const { image } = await askWithHost("fal.run", "POST", `/${endpointId}`, { body });
    assert.equal(typeof image, "object");
  });
});
