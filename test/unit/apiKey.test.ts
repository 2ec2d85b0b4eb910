import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parseKey } from "../../src/core/apiKey.ts";
import { environmentKey } from "../../src/node/environmentKey.ts";

suite("parseKey", () => {
  const cases = [
    ["id:secret", "id:secret"],
    ["  id:secret\n", "id:secret"],
    ["Key id:secret", "id:secret"],
    ["key   id:secret", "id:secret"],
    ["id:\n  sec\r\nret", "id:secret"],
    ["FAL_KEY=id:secret", "id:secret"],
    ['export FAL_KEY="id:secret"', "id:secret"],
    ["idsecret", undefined],
    ["id:", undefined],
    [":secret", undefined],
    ["id:sec:ret", undefined],
    ["id:sécret", undefined],
    ["", undefined],
  ] as const;
  for (const [pasted, expected] of cases) {
    test(JSON.stringify(pasted), () => assert.equal(parseKey(pasted), expected));
  }
});

suite("environmentKey", () => {
  const cases = [
    [{ FAL_KEY: "a:b" }, "a:b"],
    [{ FAL_KEY_ID: "a", FAL_KEY_SECRET: "b" }, "a:b"],
    [{ FAL_KEY: "", FAL_KEY_ID: "a", FAL_KEY_SECRET: "b" }, undefined],
    [{ FAL_KEY_ID: "a" }, undefined],
    [{}, undefined],
  ] as const;
  for (const [environment, expected] of cases) {
    test(JSON.stringify(environment), () => assert.equal(environmentKey(environment), expected));
  }
});
