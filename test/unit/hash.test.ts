import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { suite, test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { hashInPlace } from "../../src/node/hashInPlace.ts";

for (const [name, hash] of Object.entries({ sha256, hashInPlace })) {
  suite(name, () => {
    for (const length of [0, 1, 1000, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20]) {
      test(`of ${length} bytes is as Node says`, async () => {
        // A part of a buffer: what lies around it does not count.
        const bytes = new Uint8Array(length + 16).fill(7).subarray(8, 8 + length);
        const expected = createHash("sha256").update(bytes).digest("hex");
        assert.equal(await hash(bytes), expected);
      });
    }

    test("takes memory that is shared with other threads", async () => {
      const shared = new Uint8Array(new SharedArrayBuffer(4));
      assert.equal(await hash(shared), await hash(new Uint8Array(4)));
    });
  });
}
