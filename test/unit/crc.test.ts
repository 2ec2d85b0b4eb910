import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fromLatin1 } from "../../src/core/image/byteReader.ts";
import { crc, crcBy } from "../../src/core/image/crc.ts";

/** The check value of CRC-32/ISO-HDLC, and what it is of; its highest bit is set. */
const known = fromLatin1("123456789");
const check = 0xcbf43926 | 0;

for (const [where, compute] of Object.entries({ here: crc, "in a browser": crcBy(undefined) })) {
  suite(`a checksum, ${where}`, () => {
    test("is the known one, signed", () => assert.equal(compute(known), check));

    test("goes on from another one, whatever its sign", () => {
      for (let end = 0; end <= 9; end++) {
        const [before, after] = [known.subarray(0, end), known.subarray(end)];
        assert.equal(compute(after, compute(before)), check);
      }
    });

    test("takes memory that is shared with other threads", () => {
      const shared = new Uint8Array(new SharedArrayBuffer(4));
      assert.equal(compute(shared), compute(new Uint8Array(4)));
    });
  });
}
