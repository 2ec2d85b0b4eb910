import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { forUpload } from "../../src/core/forUpload.ts";
import { isRecord } from "../fal-server/exchange.ts";
import { noise, picture } from "../support/images.ts";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

suite("The picture is handed over", () => {
  inFreshWorld();

  const small = () => picture();
  const large = () => noise(500, 400);
  const ways = [
    ["auto", "a small picture", small, "in the request"],
    ["auto", "a large picture", large, "through the storage"],
    ["upload", "a small picture", small, "through the storage"],
    ["dataUri", "a large picture", large, "in the request"],
  ] as const;
  for (const [imageTransfer, what, make, way] of ways) {
    test(`${way} with imageTransfer ${imageTransfer} for ${what}`, async () => {
      const folder = await newFolder();
      await changeSettings({ imageTransfer });
      const bytes = await make();
      assert.deepEqual(await upscale(await folder.put("secret name.png", bytes)), [
        "secret name@2x.png",
      ]);
      const uploads = await fal.readJournal({ route: "upload" });
      // The resolution that sharp writes into every PNG is none of fal's business.
      const sent = forUpload({ bytes });
      assert.ok(sent.length < bytes.length);
      const digest = createHash("sha256").update(sent).digest("hex");
      const expected = way === "in the request" ? [] : [digest];
      assert.deepEqual(
        uploads.map(({ bodyDigest }) => bodyDigest),
        expected,
      );
      assert.match(await submittedImage(), way === "in the request" ? /^data:/ : /^http.*\.png$/);
      // The name of the file says something about its owner.
      assert.doesNotMatch(JSON.stringify(await fal.readJournal()), /secret/);
    });
  }
});

suite("In private mode", () => {
  inFreshWorld();

  test("a large picture travels in the request, whose traces fal is asked not to keep", async () => {
    const folder = await newFolder();
    await changeSettings({ privateMode: true, imageTransfer: "upload", resultLifetime: "never" });
    await upscale(await folder.put("hero.png", await noise(500, 400)));
    assert.deepEqual(await fal.readJournal({ route: "initiate" }), []);
    assert.match(await submittedImage(), /^data:/);
    assert.equal(await header("submit", "x-fal-store-io"), 0);
    assert.deepEqual(await header("submit", "x-fal-object-lifecycle-preference"), seconds(60));
  });
});

suite("Files live at fal", () => {
  inFreshWorld();

  const lifetimes = [
    [{}, 3_600, 86_400],
    [{ uploadLifetime: "7d", resultLifetime: "1h" }, 604_800, 3_600],
  ] as const;
  for (const [settings, upload, result] of lifetimes) {
    test(`as long as the settings say: ${JSON.stringify(settings)}`, async () => {
      const folder = await newFolder();
      await changeSettings({ imageTransfer: "upload", ...settings });
      await upscale(await folder.put("hero.png"));
      assert.deepEqual(await header("initiate", "x-fal-object-lifecycle"), seconds(upload));
      assert.deepEqual(
        await header("submit", "x-fal-object-lifecycle-preference"),
        seconds(result),
      );
    });
  }
});

suite("A key", () => {
  inFreshWorld();
  const before = process.env["FAL_KEY"];
  teardown(() => {
    if (before === undefined) {
      delete process.env["FAL_KEY"];
    } else {
      process.env["FAL_KEY"] = before;
    }
  });

  test("of the environment is not taken from there, not for the proxy nor for the files", async () => {
    process.env["FAL_KEY"] = "12345678-1234-1234-1234-123456789012:secret";
    const folder = await newFolder();
    await changeSettings({ imageTransfer: "upload" });
    await upscale(await folder.put("hero.png"));
    const journal = await fal.readJournal();
    assert.ok(journal.some(({ route }) => route === "upload"));
    assert.deepEqual(
      journal.filter(({ keyed, headers }) => keyed || "authorization" in headers),
      [],
    );
  });
});

async function submittedImage(): Promise<string> {
  const [submit] = await fal.readJournal({ route: "submit" });
  return isRecord(submit?.json) ? String(submit.json["image_url"]) : "";
}

async function header(route: string, name: string): Promise<unknown> {
  const [entry] = await fal.readJournal({ route });
  return JSON.parse(entry?.headers[name] ?? "null");
}

const seconds = (duration: number) => ({ expiration_duration_seconds: duration });
