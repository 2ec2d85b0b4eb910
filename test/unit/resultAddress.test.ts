import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isResultAddress } from "../../src/core/resultAddress.ts";

suite("isResultAddress", () => {
  for (const url of [
    "https://v3.fal.media/files/b/x.png",
    "https://storage.googleapis.com/x?sig=1",
    "https://8.8.8.8/x",
  ]) {
    test(`${url} is taken`, () => assert.equal(isResultAddress(new URL(url), false), true));
  }

  for (const url of [
    "http://v3.fal.media/x.png",
    "https://user:pass@v3.fal.media/x",
    "https://localhost/x",
    "https://printer/x",
    "https://nas.local/x",
    "https://a.internal./x",
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://0x7f000001/x",
    "https://10.1.2.3/x",
    "https://172.16.0.1/x",
    "https://172.31.255.255/x",
    "https://192.168.1.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/x",
    "https://0.0.0.0/x",
    "https://[::1]/x",
    "https://[::]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://[fd00::1]/x",
    "https://[fe80::1]/x",
    "file:///etc/passwd",
    "data:image/png;base64,AAAA",
  ]) {
    test(`${url} is refused`, () => assert.equal(isResultAddress(new URL(url), false), false));
  }

  test("a proxy on this machine may hand out what is on this machine, and nothing else inside", () => {
    assert.deepEqual(
      [
        "http://127.0.0.1:8787/x",
        "http://localhost:1/x",
        "http://10.0.0.1/x",
        "https://v3.fal.media/x",
      ].map((url) => isResultAddress(new URL(url), true)),
      [true, true, false, true],
    );
  });
});
