import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { needsKey, proxyAddress } from "../../src/core/connection.ts";
import { UpscaleError } from "../../src/core/errors.ts";

suite("proxyAddress", () => {
  for (const proxyUrl of [
    "https://proxy.example/fal",
    "http://127.0.0.1:8787",
    "http://localhost:3000/api",
    "http://[::1]:1",
  ]) {
    test(`${proxyUrl} is a private way`, () => {
      assert.equal(proxyAddress({ proxyUrl })?.href, new URL(proxyUrl).href);
    });
  }

  for (const proxyUrl of [
    "http://proxy.example",
    "http://10.0.0.1",
    "http://127.0.0.1.evil.example",
    "ftp://127.0.0.1",
    "proxy",
    "javascript:alert(1)",
  ]) {
    test(`${proxyUrl} is refused`, () => {
      assert.throws(
        () => proxyAddress({ proxyUrl }),
        (error) =>
          error instanceof UpscaleError &&
          error.reason === "badSetting" &&
          error.subject === "proxyUrl",
      );
    });
  }

  test("an empty one is none", () => assert.equal(proxyAddress({ proxyUrl: "" }), undefined));
});

suite("needsKey", () => {
  const cases = [
    ["", false, true],
    ["https://p.example", false, false],
    ["https://p.example", true, true],
  ] as const;
  for (const [proxyUrl, sendKeyToProxy, expected] of cases) {
    test(`proxy "${proxyUrl}", key to it: ${sendKeyToProxy}`, () => {
      assert.equal(needsKey({ proxyUrl, sendKeyToProxy }), expected);
    });
  }
});
