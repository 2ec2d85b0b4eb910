import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UpscaleError } from "../../src/core/errors.ts";
import { checkFinish } from "../../src/core/finishOptions.ts";
import { gpsChoices } from "../../src/core/gps.ts";
import { parseRecord, writeRecord } from "../../src/core/jobRecord.ts";
import { metadataOf } from "../../src/worker/metadataSource.ts";
import { plannedJob } from "../support/fakes.ts";

const finish = { outputFormat: "source", jpegQuality: 92 } as const;

suite("whether coordinates are kept", () => {
  for (const gps of gpsChoices) {
    test(`"${gps}" is remembered with the job`, () => {
      const job = plannedJob("hero.png", { finish: { ...finish, gps } });
      const record = parseRecord(writeRecord({ at: 1, step: "planned", job }));
      assert.equal(record?.job.finish?.gps, gps);
    });
  }

  test("they are where nothing is said", () => {
    assert.equal(metadataOf({ bytes: new Uint8Array() }, finish).gps, "keep");
    assert.doesNotThrow(() => checkFinish(finish));
  });

  test("another word is refused by its setting's name", () => {
    const typed = JSON.parse('{ "gps": "no" }');
    assert.throws(
      () => checkFinish({ ...finish, ...typed }),
      (error) => error instanceof UpscaleError && error.subject === "gps",
    );
  });
});
