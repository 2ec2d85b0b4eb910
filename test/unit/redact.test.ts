import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { redact } from "../../src/core/redact.ts";

const id = "764cabcf-b745-4b3e-ae38-1200304cf45b";

suite("redact", () => {
  const cases = [
    ["Authorization: Key abc:def", "Authorization: Key …"],
    ["with bearer eyJhbGciOi.x.y now", "with bearer … now"],
    [`the key ${id}:0123456789abcdef0123456789abcdef leaked`, "the key … leaked"],
    ["GET https://v3.fal.media/files/b/lion/x.png failed", "GET https://v3.fal.media/… failed"],
    ["see https://s3.example/up?X-Amz-Signature=abc.", "see https://s3.example/…"],
    ["https://example.com", "https://example.com"],
    ["https://user:pass@example.com/x", "https://…"],
    ['src="data:image/png;base64,iVBORw0KGgo=" end', 'src="data:…" end'],
    [`request ${id}`, `request ${id}`],
    ["at v3.fal.media/files/b/x.png now", "at v3.fal.media/… now"],
    ["from //v3.fal.media/files/x.png?sig=1", "from //v3.fal.media/…"],
    ["gs://bucket/x?X-Goog-Signature=abc", "gs://bucket/…"],
    ["put to storage.example.com/up/1?sig=abc", "put to storage.example.com/…"],
    [
      "Top up your balance at fal.ai/dashboard/billing.",
      "Top up your balance at fal.ai/dashboard/billing.",
    ],
    ["invalid key credentials", "invalid key credentials"],
    ["10/18 [00:01<00:00]", "10/18 [00:01<00:00]"],
  ] as const;

  for (const [text, expected] of cases) {
    test(text, () => assert.equal(redact(text), expected));
  }

  test("removes a secret of any shape literally", () => {
    assert.equal(redact("a plain:word in a line", ["plain:word"]), "a … in a line");
  });

  test("does not take an empty or tiny secret for one", () => {
    assert.equal(redact("unchanged", ["", "a"]), "unchanged");
  });
});
