import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { endpointId } from "../../src/backends/fal/endpoint.ts";
import { falFetch } from "../../src/backends/fal/falFetch.ts";
import { fetchPrice } from "../../src/backends/fal/pricing.ts";
import { startFalServer } from "../fal-server/falServer.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { fetchAt, shortTiming, testKey } from "../support/falWorld.ts";

const server = await startFalServer({ settings: { keys: [testKey] } });
after(() => server.close());
beforeEach(() => server.reset());

const connection = { key: testKey, proxyUrl: "", sendKeyToProxy: false };
const now = () => Date.UTC(2026, 10, 29, 12);
const ask = (changes: Partial<typeof connection> = {}) =>
  fetchPrice({ ...connection, ...changes }, fetchAt(server), now);

suite("fetchPrice", () => {
  test("reads the account's price with one question", async () => {
    await server.configure({ price: { unit_price: 0.021, unit: "megapixels", currency: "USD" } });
    assert.deepEqual(await ask(), {
      dollarsPerMegapixel: 0.021,
      origin: "account",
      date: "2026-11-29",
    });
    const [entry, ...others] = server.journal;
    assert.deepEqual(
      [entry?.route, entry?.host, entry?.query, entry?.keyed, others.length],
      ["pricing", "api.fal.ai", { endpoint_id: endpointId }, true, 0],
    );
  });

  test("a key that fal does not know brings no price", async () => {
    assert.equal(await ask({ key: "other:key" }), undefined);
    assert.equal(server.journal.length, 1);
  });

  for (const [name, changes] of [
    ["without a key", { key: "" }],
    ["through a proxy", { proxyUrl: "https://proxy.example/" }],
    [
      "through a proxy that may see the key",
      { proxyUrl: "https://proxy.example/", sendKeyToProxy: true },
    ],
  ] as const) {
    test(`${name} nobody is asked`, async () => {
      assert.equal(await ask(changes), undefined);
      assert.equal(server.journal.length, 0);
    });
  }

  for (const [name, price] of [
    ["a price by the image", { unit: "image" }],
    ["a price by what is read and made", { unit: "processed megapixels" }],
    ["a unit that only begins like one", { unit: "megapixels per second" }],
    ["another currency", { currency: "EUR" }],
    ["no price at all", { unit_price: 0 }],
    ["a negative price", { unit_price: -0.03 }],
    ["a price that cannot be meant", { unit_price: 30_000 }],
  ] as const) {
    test(`${name} leaves the list price`, async () => {
      const usual = { unit_price: 0.03, unit: "megapixels", currency: "USD" };
      await server.configure({ price: { ...usual, ...price } });
      assert.equal(await ask(), undefined);
    });
  }

  for (const unit of ["megapixel", "Megapixels", " megapixels ", "output megapixels"]) {
    test(`“${unit}” is understood`, async () => {
      await server.configure({ price: { unit_price: 0.02, unit, currency: "USD" } });
      assert.equal((await ask())?.dollarsPerMegapixel, 0.02);
    });
  }

  for (const [name, fault] of [
    ["500", falFaults.status(500)],
    ["429", falFaults.tooManyRequests()],
    ["a page", falFaults.htmlPage(200)],
    ["half an answer", falFaults.truncatedJson()],
    ["a reset", falFaults.resetBefore()],
  ] as const) {
    test(`${name} brings no price and no second question`, async () => {
      await server.addFault({ route: "pricing", fault });
      assert.equal(await ask(), undefined);
      assert.equal(server.journal.length, 1);
    });
  }
});

suite("an answer of the pricing API", () => {
  const usual = { endpoint_id: endpointId, unit_price: 0.02, unit: "megapixels", currency: "USD" };
  const read = (body: unknown) => fetchPrice(connection, async () => Response.json(body), now);

  test("may tell of other endpoints too", async () => {
    const prices = [{ ...usual, endpoint_id: "fal-ai/flux/dev", unit_price: 9 }, null, usual];
    assert.equal((await read({ prices }))?.dollarsPerMegapixel, 0.02);
  });

  for (const [name, body] of [
    ["nothing", null],
    ["a text", "0.02"],
    ["no list", { prices: usual }],
    ["an empty list", { prices: [] }],
    ["an endless list before it", { prices: [...Array.from({ length: 50 }, () => null), usual] }],
    ["another endpoint only", { prices: [{ ...usual, endpoint_id: "fal-ai/clarity" }] }],
    ["a price in words", { prices: [{ ...usual, unit_price: "0.02" }] }],
    ["a unit that is none", { prices: [{ ...usual, unit: ["megapixels"] }] }],
    ["no currency", { prices: [{ ...usual, currency: undefined }] }],
    ["a price of a thousand dollars", { prices: [{ ...usual, unit_price: 1000 }] }],
  ] as const) {
    test(`with ${name} is no price`, async () => {
      assert.equal(await read(body), undefined);
    });
  }
});

suite("the key", () => {
  /** Where the key was shown to, when somebody wants it to be sent to `url`. */
  async function shownTo(url: string): Promise<string[]> {
    const hosts: string[] = [];
    const fetch = falFetch({
      timing: shortTiming,
      fetch: async (input, init) => {
        if (new Headers(init?.headers).has("authorization")) {
          hosts.push(new URL(new Request(input).url).host);
        }
        return Response.json({});
      },
    });
    await fetch(url, { headers: { authorization: `Key ${testKey}` } }).catch(() => undefined);
    return hosts;
  }

  for (const host of ["api.fal.ai", "queue.fal.run", "rest.fal.ai"]) {
    test(`is shown to ${host}`, async () => {
      assert.deepEqual(await shownTo(`https://${host}/v1/models/pricing`), [host]);
    });
  }

  for (const url of [
    "http://api.fal.ai/",
    "https://api.fal.run/",
    "https://api.fal.ai.evil.example/",
    "https://evilapi.fal.ai/",
    "https://api.fal.media/",
    "https://xapi-fal.ai/",
    "https://www.api.fal.ai/",
    "https://v3.fal.media/files/a.png",
    "https://evil.example/?api.fal.ai",
    "https://api.fal.ai@evil.example/",
  ]) {
    test(`is not shown to ${url}`, async () => {
      assert.deepEqual(await shownTo(url), []);
    });
  }

  test("is not carried on by a redirect of the pricing API", async () => {
    const asked: (string | undefined)[] = [];
    await fetchPrice(connection, async (_input, init) => {
      asked.push(init?.redirect);
      return Response.json({});
    });
    assert.deepEqual(asked, ["error"]);
  });
});
