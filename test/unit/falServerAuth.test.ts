import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { ask } from "../support/falQueue.ts";
import type { SettingsChange } from "../fal-server/settings.ts";

const server = await startFalServer({ script: instantScript });
after(() => server.close());
beforeEach(() => server.reset());

const queue = "/queue.fal.run/fal-ai/clarity-upscaler";
const status = `${queue}/requests/00000000-0000-4000-8000-000000000000/status`;
const storage = "/rest.fal.ai/storage/upload/initiate";

const noAccess =
  'Cannot access application "fal-ai/clarity-upscaler". Authentication is required to access this application.';
const locked =
  "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.";

suite("the fal server lets in", () => {
  const cases: readonly (readonly [
    string,
    string,
    string,
    string | undefined,
    number,
    unknown,
    SettingsChange?,
  ])[] = [
    ["nobody without a key", "GET", status, undefined, 401, { detail: noAccess }],
    ["no other scheme", "GET", status, "Bearer a:b", 401, { detail: noAccess }],
    [
      "no key without a colon",
      "GET",
      status,
      "Key abc",
      401,
      { detail: "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'." },
    ],
    [
      "nobody to storage without a header",
      "POST",
      storage,
      undefined,
      401,
      { detail: "Authorization header is required" },
    ],
    [
      "any well-formed key, and then does not know the id",
      "GET",
      status,
      "Key a:b",
      404,
      { status: "NOT_FOUND" },
    ],
    [
      "only the keys it is told",
      "GET",
      status,
      "Key a:b",
      401,
      { detail: "invalid key credentials" },
      { keys: ["a:c"] },
    ],
    ["a key it is told", "GET", status, "Key a:c", 404, { status: "NOT_FOUND" }, { keys: ["a:c"] }],
    [
      "a locked account to look",
      "GET",
      status,
      "Key a:b",
      404,
      { status: "NOT_FOUND" },
      { lockedKeys: "all" },
    ],
    [
      "a locked account not to submit",
      "POST",
      queue,
      "Key a:b",
      403,
      { detail: locked },
      { lockedKeys: ["a:b"] },
    ],
    [
      "a locked account not to upload",
      "POST",
      storage,
      "Key a:b",
      403,
      { detail: locked },
      { lockedKeys: ["a:b"] },
    ],
    [
      "the key before the endpoint",
      "POST",
      "/queue.fal.run/fal-ai/x",
      undefined,
      401,
      {
        detail: noAccess.replace("clarity-upscaler", "x"),
      },
    ],
    [
      "no endpoint that is not there",
      "POST",
      "/queue.fal.run/fal-ai/x",
      "Key a:b",
      404,
      { detail: 'Application "fal-ai/x" not found' },
    ],
    [
      "the endpoint before the id",
      "GET",
      status.replace("clarity-", ""),
      "Key a:b",
      404,
      { detail: 'Application "fal-ai/upscaler" not found' },
    ],
    ["no other method", "DELETE", status, "Key a:b", 405, { detail: "Method Not Allowed" }],
    ["nobody to nowhere", "GET", "/nowhere", "Key a:b", 404, { detail: "Not Found" }],
  ];
  for (const [who, method, path, authorization, code, body, settings] of cases) {
    test(who, async () => {
      await server.configure(settings ?? {});
      const headers: Record<string, string> = authorization ? { authorization } : {};
      const reply = await ask(server.url, method, path, { headers });
      assert.deepEqual([reply.status, reply.body], [code, body]);
      assert.equal(reply.headers.get("content-type"), "application/json");
      assert.ok(reply.headers.get("x-fal-request-id"));
    });
  }

  test("a proxy without a key, unless it is told not to", async () => {
    const headers = { "x-fal-target-url": `https:/${status}` };
    const path = "/api/fal/proxy";
    assert.equal((await ask(server.url, "GET", path, { headers })).status, 404);
    await server.configure({ proxyNeedsKey: true });
    assert.equal((await ask(server.url, "GET", path, { headers })).status, 401);
  });

  test("a proxy to fal's hosts only", async () => {
    const headers = { "x-fal-target-url": "https://example.com/fal-ai/clarity-upscaler" };
    assert.equal((await ask(server.url, "GET", "/proxy", { headers })).status, 412);
  });

  test("browsers from anywhere", async () => {
    const headers = { origin: "https://page.example", "access-control-request-headers": "x-a" };
    const reply = await ask(server.url, "OPTIONS", queue, { headers });
    assert.equal(reply.status, 204);
    assert.equal(reply.headers.get("access-control-allow-origin"), "*");
    assert.equal(reply.headers.get("access-control-allow-headers"), "x-a");
  });
});
