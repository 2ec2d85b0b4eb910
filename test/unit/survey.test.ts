import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { surveySources } from "../../src/core/survey.ts";
import { InMemoryFiles } from "../support/fakes.ts";
import { picture } from "../support/images.ts";

const hero = await picture({ width: 320, height: 200 });
const fileOf = (name: string) => ({ uri: `file:///art/${name}`, name });
const never = new AbortController().signal;

suite("a survey of sources", () => {
  test("says of each what it is, in the order given", async () => {
    const files = new InMemoryFiles({
      "file:///art/hero.png": hero,
      "file:///art/cut.png": hero.subarray(0, hero.length / 2),
    });
    const sources = ["missing.png", "cut.png", "hero.png"].map(fileOf);
    const [missing, cut, whole] = await surveySources(sources, files, never);
    assert.deepEqual(missing, { source: sources[0], problem: "cannotRead" });
    assert.deepEqual(cut, { source: sources[1], problem: "truncated" });
    assert.deepEqual(
      [whole?.image?.width, whole?.image?.height, whole?.image?.byteLength, whole?.problem],
      [320, 200, hero.length, undefined],
    );
    assert.match(whole?.image?.hash ?? "", /^[0-9a-f]{64}$/);
  });

  test("keeps no picture", async () => {
    const files = new InMemoryFiles({ "file:///art/hero.png": hero });
    const [surveyed] = await surveySources([fileOf("hero.png")], files, never);
    assert.ok(!Object.values(surveyed?.image ?? {}).some((value) => value instanceof Uint8Array));
  });

  test("leaves a hosted image open that nobody can look at", async () => {
    const source = {
      uri: "https://art.example/hero.png#1",
      name: "hero.png",
      hosted: true,
    } as const;
    assert.deepEqual(await surveySources([source], new InMemoryFiles({}), never), [{ source }]);
  });

  test("has few files in memory at a time, and tells each step", async () => {
    let [reading, most, looked] = [0, 0, 0];
    const files = {
      read: async () => {
        reading += 1;
        most = Math.max(most, reading);
        await new Promise(setImmediate);
        reading -= 1;
        return hero;
      },
    };
    const sources = Array.from({ length: 20 }, (_, index) => fileOf(`${index}.png`));
    await surveySources(sources, files, never, () => (looked += 1));
    assert.deepEqual([most, looked], [4, 20]);
  });

  test("stops when the user does", async () => {
    const user = new AbortController();
    let read = 0;
    const files = {
      read: async () => {
        read += 1;
        user.abort();
        return hero;
      },
    };
    const sources = Array.from({ length: 20 }, (_, index) => fileOf(`${index}.png`));
    await assert.rejects(surveySources(sources, files, user.signal), { name: "AbortError" });
    assert.ok(read <= 4);
  });
});
