import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { repository, testResults } from "../run/paths.ts";
import { decode } from "../../src/pictures/decode.ts";
import { loadAsset } from "../support/assets.ts";
import { patchDistance } from "../support/corpus/colours.ts";
import { corpus } from "../support/corpus/corpus.ts";
import {
  expectedOf,
  expectedOfResult,
  expectedOfSent,
  isGreyProfile,
} from "../support/corpus/expected.ts";
import { factsOf } from "../support/corpus/facts.ts";
import { distanceOn, enlargedBySharp, grounds } from "../support/corpus/grounds.ts";
import { isBinary, seenBySharp, strayAlphas } from "../support/corpus/pixels.ts";
import { keptTable } from "../support/corpus/keptTable.ts";
import { refusedSamples } from "../support/corpus/refusedSamples.ts";
import { keptRow, refusedRow } from "../support/corpus/rows.ts";
import type { Sample } from "../support/corpus/sample.ts";
import { sheetOf } from "../support/corpus/sheet.ts";
import type { SheetRow } from "../support/corpus/sheet.ts";
import { markdownTable } from "../support/corpus/table.ts";
import type { Row } from "../support/corpus/table.ts";
import { failure } from "../support/falWorld.ts";
import { ways } from "../support/corpus/ways.ts";
import { secret } from "../support/tellingPictures.ts";

const samples = await corpus();
const refused = await refusedSamples();
const rows: Row[] = [];
const refusals: Row[] = [];
const sheet: SheetRow[] = [];

after(async () => {
  const text = [
    "# What is kept of each picture at twice its size\n",
    "By libvips: source → result where they differ. The distance is the mean over all samples, in levels,",
    "between the source and the result reduced to its size, on a white, a black and a magenta ground.\n",
    markdownTable(rows),
    "# What is refused\n",
    markdownTable(refusals),
  ].join("\n");
  await mkdir(testResults, { recursive: true });
  await writeFile(join(testResults, "pictures.md"), text);
  await writeFile(join(testResults, "pictures.png"), await sheetOf(sheet));
});

suite("a picture of the corpus is what it is said to be", () => {
  for (const sample of samples) {
    test(`${sample.name}: ${sample.about}`, async () => {
      const { format, width, height, orientation, hasAlpha, isLossy } = sample;
      const found = { ok: true, format, width, height, orientation, hasAlpha, isLossy };
      assert.deepEqual(inspectImage(sample.bytes), found);
      const { profile, ...facts } = await factsOf(sample.bytes);
      assert.deepEqual(profile, sample.profile);
      assert.deepEqual(facts, expectedOf(sample));
    });
  }
});

/** One of each scene with transparency. */
const isForSheet = ({ name }: Sample): boolean =>
  /^(icon|mask|logo|sprite)\.(png|webp)$/.test(name);

/** Colours: the profile that described the source describes the result, and patches look the same through it. */
async function assertColours(sample: Sample, result: Uint8Array, profile?: Uint8Array) {
  if (isGreyProfile(sample)) {
    assert.ok(profile, "the profile is gone");
  } else {
    assert.deepEqual(profile, sample.profile);
  }
  if (sample.hasPatches) {
    const distance = await patchDistance(sample.bytes, result);
    assert.ok(distance < 1, `ΔE ${distance}`);
  }
}

for (const [name, upscale] of Object.entries(ways)) {
  suite(`what ${name} makes of a picture is what the picture was`, () => {
    for (const sample of samples) {
      test(`${sample.name}: ${sample.about}`, async () => {
        const { bytes, remarks } = await upscale(sample.bytes);
        const [before, now] = [await factsOf(sample.bytes), await factsOf(bytes)];
        const [source, result] = [await seenBySharp(sample.bytes), await seenBySharp(bytes)];
        const distances = grounds.map((ground) => distanceOn(source, result, ground));
        rows.push(keptRow(sample, name, [before, now], distances));
        sheet.push(...(isForSheet(sample) ? [{ sample, result }] : []));
        const { profile, ...facts } = now;
        assert.deepEqual(facts, expectedOfResult(sample));
        assert.deepEqual(remarks, sample.isDeep ? [{ kind: "eightBits" }] : []);
        await assertColours(sample, bytes, profile);
        assert.equal(strayAlphas(source, result), 0);
        assert.equal(isBinary(result), isBinary(source));
        const plain = await enlargedBySharp(source);
        for (const [index, ground] of grounds.entries()) {
          const most = 1.3 * distanceOn(source, plain, ground) + 0.5;
          const distance = distances[index] ?? Number.NaN;
          assert.ok(distance <= most, `${distance} on ${ground}, ${most} at most`);
        }
      });
    }
  });
}

suite("the README's table of what is kept", () => {
  const readme = join(repository, "README.md");
  const [begin, end] = ["<!-- kept: -->\n", "<!-- :kept -->"];

  test("is what was found here; UPDATE_README=1 npx tsx --test test/unit/corpus.test.ts writes it", async () => {
    const text = await readFile(readme, "utf8");
    const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
    assert.ok(from >= begin.length && to >= from, "the table's place is gone");
    const table = keptTable(rows);
    if (process.env["UPDATE_README"] === "1") {
      await writeFile(readme, text.slice(0, from) + table + text.slice(to));
    } else {
      assert.equal(text.slice(from, to), table);
    }
  });
});

suite("what fal.ai gets of a picture is its pixels, its profile and how they lie", () => {
  for (const sample of samples) {
    test(`${sample.name}: ${sample.about}`, async () => {
      const { sent } = await ways.Clarity(sample.bytes);
      assert.ok(sent);
      const { profile, ...facts } = await factsOf(sent);
      assert.deepEqual(facts, expectedOfSent(sample));
      assert.ok(!Buffer.from(sent).includes(secret));
      assert.deepEqual(profile, sample.profile);
    });
  }
});

suite("a picture that cannot be upscaled is refused, and why", () => {
  for (const file of refused) {
    test(`${file.name}: ${file.about}`, async () => {
      const found = inspectImage(file.bytes);
      const { reason, subject } = await failure(decode(file.bytes, loadAsset));
      const inspection = found.ok ? "–" : found.problem;
      refusals.push(refusedRow(file, inspection, `${reason}: ${subject}`));
      const { problem, isSound = false } = file;
      assert.deepEqual([found.ok, reason, subject], [isSound, "badSource", problem]);
      assert.ok(found.ok || found.problem === problem);
    });
  }

  test("inks.jpg before anything is sent", async () => {
    const inks = refused.find(({ problem }) => problem === "cmyk");
    const { subject } = await failure(ways.Clarity(inks?.bytes ?? new Uint8Array()));
    assert.equal(subject, "cmyk");
  });
});
