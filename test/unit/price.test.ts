import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { costOf, expectedCost } from "../../src/core/cost.ts";
import { estimatedCost, listPrice, outputMegapixels } from "../../src/core/price.ts";
import { PriceCache } from "../../src/core/priceCache.ts";
import type { Price } from "../../src/core/price.ts";
import { clarityOptions, deviceOptions } from "../support/fakes.ts";

const nearly = (actual: number | undefined, expected: number) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-9, `${actual} is not ${expected}`);

const inCloud = { options: clarityOptions, dollarsPerMegapixel: 0.05 };
const size = { width: 1000, height: 500 };

suite("what an image costs", () => {
  test("follows the whole pixels of the result", () => {
    nearly(outputMegapixels({ width: 1024, height: 1024 }, 2), 4.194304);
    nearly(outputMegapixels({ width: 3, height: 3 }, 1.5), 25 / 1e6);
  });

  test("at list price a megapixel is three cents", () => {
    nearly(estimatedCost(4, listPrice), 0.12);
  });

  test("is expected at the price that the job was planned with", () => {
    nearly(expectedCost(inCloud, size), 2 * 0.05);
  });

  test("is expected at list price for a job that knows none", () => {
    nearly(expectedCost({ options: clarityOptions }, size), 2 * 0.03);
  });

  test("is not known without the size of the source", () => {
    assert.equal(expectedCost(inCloud, undefined), undefined);
  });

  test("on this device is nothing, whatever the size", () => {
    assert.equal(expectedCost({ options: deviceOptions }, undefined), 0);
    assert.deepEqual(costOf({ options: deviceOptions }, size), { dollars: 0, isEstimate: false });
  });

  test("is what fal counted, where it did", () => {
    const { dollars, isEstimate } = costOf(inCloud, { ...size, units: 3 });
    nearly(dollars, 0.15);
    assert.equal(isEstimate, false);
  });

  test("is an estimate from the pixels where fal counted nothing", () => {
    const { dollars, isEstimate } = costOf(inCloud, size);
    nearly(dollars, 0.025);
    assert.equal(isEstimate, true);
  });
});

suite("PriceCache", () => {
  const account = (dollarsPerMegapixel: number): Price => ({
    dollarsPerMegapixel,
    origin: "account",
    date: "2026-11-29",
  });

  function setUp(answers: (Price | undefined)[], patience = 20_000) {
    let now = 0;
    let connection = { key: "a:b", proxyUrl: "", sendKeyToProxy: false };
    const asked: string[] = [];
    const cache = new PriceCache({
      connection: async () => connection,
      fetchPrice: async ({ key }) => {
        asked.push(key);
        return answers.shift();
      },
      now: () => now,
      patience,
    });
    return {
      cache,
      asked,
      wait: (minutes: number) => (now += minutes * 60_000),
      connect: (changes: Partial<typeof connection>) =>
        (connection = { ...connection, ...changes }),
    };
  }

  test("has the list price before anybody was asked", () => {
    assert.deepEqual(setUp([]).cache.current(), listPrice);
  });

  test("asks once an hour", async () => {
    const { cache, asked, wait } = setUp([account(0.02), account(0.01)]);
    assert.deepEqual(await cache.refresh(), account(0.02));
    wait(59);
    assert.deepEqual(await cache.refresh(), account(0.02));
    assert.equal(asked.length, 1);
    wait(2);
    assert.deepEqual(await cache.refresh(), account(0.01));
  });

  test("commands that ask at the same time share one question", async () => {
    const { cache, asked } = setUp([account(0.02)]);
    await Promise.all([cache.refresh(), cache.refresh()]);
    assert.equal(asked.length, 1);
  });

  test("keeps what it knows where fal gives no answer, and asks again after minutes", async () => {
    const { cache, asked, wait } = setUp([account(0.02), undefined, account(0.01)]);
    await cache.refresh();
    wait(61);
    assert.deepEqual(await cache.refresh(), account(0.02));
    await cache.refresh();
    assert.equal(asked.length, 2);
    wait(6);
    assert.deepEqual(await cache.refresh(), account(0.01));
  });

  test("another key has another price", async () => {
    const { cache, asked, connect } = setUp([account(0.02), undefined]);
    await cache.refresh();
    connect({ key: "c:d" });
    assert.deepEqual(await cache.refresh(), listPrice);
    assert.deepEqual(asked, ["a:b", "c:d"]);
  });

  test("without a key nobody is asked", async () => {
    const { cache, asked, connect } = setUp([account(0.02)]);
    connect({ key: "" });
    assert.deepEqual(await cache.refresh(), listPrice);
    assert.deepEqual(asked, []);
  });

  test("behind a proxy nobody is asked, not even with a key", async () => {
    const { cache, asked, connect } = setUp([account(0.02)]);
    connect({ proxyUrl: "https://proxy.example/", sendKeyToProxy: true });
    assert.deepEqual(await cache.refresh(), listPrice);
    assert.deepEqual(asked, []);
  });

  test("does not wait for a slow answer, which counts the next time", async () => {
    let answer: (price: Price) => void = () => assert.fail("nobody was asked");
    const cache = new PriceCache({
      connection: async () => ({ key: "a:b", proxyUrl: "", sendKeyToProxy: false }),
      fetchPrice: () => new Promise((resolve) => (answer = resolve)),
      patience: 1,
    });
    assert.deepEqual(await cache.refresh(), listPrice);
    answer(account(0.02));
    assert.deepEqual(await cache.refresh(), account(0.02));
  });

  test("settings that cannot be read leave the list price", async () => {
    const cache = new PriceCache({
      connection: () => Promise.reject(new Error("a setting")),
      fetchPrice: async () => account(0.02),
    });
    assert.deepEqual(await cache.refresh(), listPrice);
  });
});
