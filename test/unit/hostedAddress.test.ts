import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parseHostedAddress, secretsOf } from "../../src/core/hostedAddress.ts";

/** What an address is read as: its URL, its bytes in hex, or what is wrong with it. */
function read(text: string, allowLoopback = false): string {
  const address = parseHostedAddress(text, allowLoopback);
  if (typeof address === "string") {
    return address;
  }
  return address.kind === "url" ? address.url.href : Buffer.from(address.bytes).toString("hex");
}

suite("the address of an image", () => {
  const addresses: readonly (readonly [text: string, read: string])[] = [
    ["https://example.com/a.png", "https://example.com/a.png"],
    ["  https://example.com/a.png\n", "https://example.com/a.png"],
    ["https://example.com/a b.png?x=1&y=é", "https://example.com/a%20b.png?x=1&y=%C3%A9"],
    ["https://example.com/a.png#token", "https://example.com/a.png"],
    ["HTTPS://EXAMPLE.COM/A", "https://example.com/A"],
    ["", "scheme"],
    ["example.com/a.png", "scheme"],
    ["/home/me/a.png", "scheme"],
    ["C:\\a.png", "scheme"],
    ["http://example.com/a.png", "scheme"],
    ["http://127.0.0.1/a.png", "scheme"],
    ["ftp://example.com/a.png", "scheme"],
    ["file:///home/me/a.png", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["https://me:secret@example.com/a.png", "login"],
    ["https://me@example.com/a.png", "login"],
    ["https://:secret@example.com/a.png", "login"],
    ["https://localhost/a.png", "private"],
    ["https://127.0.0.1:8080/a.png", "private"],
    ["https://192.168.1.1/a.png", "private"],
    ["https://169.254.169.254/latest", "private"],
    ["https://[::1]/a.png", "private"],
    ["https://nas.local/a.png", "private"],
  ];
  for (const [text, expected] of addresses) {
    test(`${JSON.stringify(text)} is read as ${expected}`, () =>
      assert.equal(read(text), expected));
  }

  test("may be on this machine where a proxy is there too, but not with a password", () => {
    assert.equal(read("http://127.0.0.1:81/a.png", true), "http://127.0.0.1:81/a.png");
    assert.equal(read("http://me:secret@127.0.0.1:81/a.png", true), "login");
    assert.equal(read("http://192.168.1.1/a.png", true), "scheme");
  });
});

suite("a data URI", () => {
  const uris: readonly (readonly [text: string, read: string])[] = [
    ["data:image/png;base64,iVBO", "89504e"],
    ["DATA:image/png;charset=x;BASE64,iVBO", "89504e"],
    ["data:;base64,iVBO", "89504e"],
    ["data:image/png;base64,iV\n BO", "89504e"],
    ["data:image/png;base64,%69VBO", "89504e"],
    ["data:image/png,%89PNG", "89504e47"],
    ["data:,%ff%00%C3", "ff00c3"],
    ["data:image/png;base64,", "data"],
    ["data:image/png;base64,***", "data"],
    ["data:image/png;base64,%zz", "data"],
    ["data:image/png", "data"],
    ["data:", "data"],
  ];
  for (const [text, expected] of uris) {
    test(`${JSON.stringify(text)} holds ${expected}`, () => assert.equal(read(text), expected));
  }
});

suite("what is secret in a URL", () => {
  const secrets = (url: string) => secretsOf(new URL(url));

  test("is all of it", () => {
    assert.deepEqual(secrets("https://example.com/a.png"), ["https://example.com/a.png"]);
  });

  test("is its query, and each signature in it, as sent and as read", () => {
    assert.deepEqual(secrets("https://e.com/a?w=100&sig=abcdefghij%2Bklmnop"), [
      "https://e.com/a?w=100&sig=abcdefghij%2Bklmnop",
      "?w=100&sig=abcdefghij%2Bklmnop",
      "w=100&sig=abcdefghij%2Bklmnop",
      "abcdefghij%2Bklmnop",
      "abcdefghij+klmnop",
    ]);
  });
});
