import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";

const server = await startFalServer({ settings: { keys: ["a:b"] } });
after(() => server.close());
beforeEach(() => server.reset());

const model = "fal-ai/clarity-upscaler";
const price = { endpoint_id: model, unit_price: 0.03, unit: "megapixels", currency: "USD" };

/** Asks the Platform API as a client does that knows nothing of us. */
async function ask(query: string, headers: HeadersInit = { authorization: "Key a:b" }) {
  const response = await fetch(`${server.url}/api.fal.ai/v1/models/pricing${query}`, { headers });
  return [response.status, await response.json()];
}

suite("the fal server's prices", () => {
  test("are told for an endpoint", async () => {
    assert.deepEqual(await ask(`?endpoint_id=${encodeURIComponent(model)}`), [
      200,
      { prices: [price], next_cursor: null, has_more: false },
    ]);
  });

  for (const query of [
    `?endpoint_id=${model},${model}`,
    `?endpoint_id=${model}&endpoint_id=${model}`,
  ]) {
    test(`are told for ${query}`, async () => {
      const [, body] = await ask(query);
      assert.deepEqual(body, { prices: [price, price], next_cursor: null, has_more: false });
    });
  }

  test("are what the server is told", async () => {
    const discount = { unit_price: 0.02, unit: "image", currency: "EUR" };
    await server.configure({ price: discount });
    const [, body] = await ask(`?endpoint_id=${model}`);
    assert.deepEqual(body, {
      prices: [{ endpoint_id: model, ...discount }],
      next_cursor: null,
      has_more: false,
    });
  });

  for (const [name, query, headers, status, type] of [
    ["no key", `?endpoint_id=${model}`, {}, 401, "authorization_error"],
    [
      "another key",
      `?endpoint_id=${model}`,
      { authorization: "Key c:d" },
      401,
      "authorization_error",
    ],
    ["no endpoint", "", undefined, 400, "validation_error"],
    [
      "too many endpoints",
      `?endpoint_id=${Array(51).fill(model).join(",")}`,
      undefined,
      400,
      "validation_error",
    ],
    ["an unknown endpoint", "?endpoint_id=fal-ai/none", undefined, 404, "not_found"],
  ] as const) {
    test(`are refused for ${name}, in the words of the Platform API`, async () => {
      const [code, body] = await ask(query, headers);
      assert.deepEqual([code, body.error.type], [status, type]);
    });
  }

  test("have a place at the journal and can be made to fail", async () => {
    await server.addFault({ route: "pricing", fault: { kind: "reply", status: 503, body: {} } });
    assert.equal((await ask(`?endpoint_id=${model}`))[0], 503);
    assert.deepEqual(
      server.journal.map(({ route, host }) => [route, host]),
      [["pricing", "api.fal.ai"]],
    );
  });
});
