import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { examineHosted } from "../../src/core/examineHosted.ts";
import type { Look } from "../../src/core/hostedAddress.ts";
import { image } from "../support/fakes.ts";
import { failure } from "../support/falWorld.ts";
import { animatedWebp } from "../support/images.ts";

const picture = await image(8, 6);
const animated = await animatedWebp();
const asData = (bytes: Uint8Array, type = "image/png") =>
  `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;

const noLook = (): never => assert.fail("nothing is to be fetched");
const at = (look: Look) => examineHosted("https://e.com/a.png", false, async () => look);

suite("an image that is no file", () => {
  test("is known when it can be looked at", async () => {
    const asked: string[] = [];
    const { address, image: found } = await examineHosted(
      "https://e.com/a.png?sig=1",
      false,
      async ({ href }) => {
        asked.push(href);
        return picture.bytes;
      },
    );
    assert.deepEqual([found?.width, found?.height, address.kind], [8, 6, "url"]);
    assert.deepEqual(asked, ["https://e.com/a.png?sig=1"]);
  });

  test("may be upscaled although it cannot be looked at", async () => {
    assert.equal((await at("unreachable")).image, undefined);
  });

  test("is its own bytes in a data URI, whatever type that claims", async () => {
    const { image: found } = await examineHosted(asData(picture.bytes, "text/x"), false, noLook);
    assert.deepEqual([found?.format, found?.width], ["png", 8]);
  });

  const refused: readonly (readonly [string, () => Promise<unknown>, string, string])[] = [
    ["an address of no use", () => examineHosted("me.png", false, noLook), "badAddress", "scheme"],
    [
      "a private one",
      () => examineHosted("https://10.0.0.1/a.png", false, noLook),
      "badAddress",
      "private",
    ],
    ["a page", () => at(new TextEncoder().encode("<!doctype html>")), "badSource", "notAnImage"],
    ["nothing", () => at(new Uint8Array()), "badSource", "empty"],
    ["half an image", () => at(picture.bytes.slice(0, 60)), "badSource", "truncated"],
    ["an animation", () => at(animated), "badSource", "animated"],
    [
      "an SVG",
      () => examineHosted("data:image/svg+xml,%3Csvg xmlns='x'/%3E", false, noLook),
      "badSource",
      "svg",
    ],
    ["too much", () => at("tooLarge"), "tooLarge", "source"],
  ];
  for (const [what, examine, reason, subject] of refused) {
    test(`is refused as ${what}: ${reason}, ${subject}`, async () => {
      const error = await failure(examine());
      assert.deepEqual([error.reason, error.subject], [reason, subject]);
    });
  }
});
