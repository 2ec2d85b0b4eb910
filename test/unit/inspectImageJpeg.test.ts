import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { insertedAt, picture } from "../support/images.ts";

const plain = {
  ok: true,
  format: "jpeg",
  width: 48,
  height: 32,
  orientation: 1,
  hasAlpha: false,
  isLossy: true,
} as const;
const afterSoi = 2;
const segment = (marker: number, data: Uint8Array) =>
  Buffer.concat([
    Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]),
    data,
  ]);
const jpeg = () => picture({ format: "jpeg" });
const exif = (entries: number[]) =>
  Buffer.from([...Buffer.from("Exif\0\0MM\0*\0\0\0\x08"), ...entries]);
const orientationEntry = (value: number) => [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0];

suite("inspectImage reads a JPEG as decoders do", () => {
  test("a thumbnail inside a segment is not the picture", async () => {
    const thumbnail = segment(0xe2, await picture({ format: "jpeg", width: 8, height: 8 }));
    const info = inspectImage(insertedAt(await jpeg(), afterSoi, thumbnail));
    assert.deepEqual(info, plain);
  });

  test("fill bytes and stray bytes between segments are skipped", async () => {
    const stray = Buffer.from([0x00, 0x11, 0xff, 0xff, 0xff]);
    const later = 20;
    assert.deepEqual(inspectImage(insertedAt(await jpeg(), later, stray)), plain);
  });

  test("stuffed bytes and restart markers belong to the scan", async () => {
    const bytes = await jpeg();
    const data = Buffer.from([0xff, 0x00, 0xff, 0xd0, 0x12, 0xff, 0xd7]);
    const info = inspectImage(insertedAt(bytes, bytes.length - 2, data));
    assert.deepEqual(info, plain);
  });

  test("thousands of scans are an attack, not a progressive picture", async () => {
    const bytes = await jpeg();
    const start = Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xda]));
    const scan = bytes.subarray(start, bytes.length - 2);
    const withScans = (count: number) => {
      const scans = Buffer.concat(Array.from({ length: count }, () => scan));
      return inspectImage(insertedAt(bytes, bytes.length - 2, scans));
    };
    assert.deepEqual(withScans(99), plain);
    assert.deepEqual(withScans(100), { ok: false, problem: "damaged" });
  });

  test("big-endian EXIF is read, and the first of two counts", async () => {
    const first = segment(0xe1, exif(orientationEntry(3)));
    const second = segment(0xe1, exif(orientationEntry(6)));
    const bytes = insertedAt(await jpeg(), afterSoi, Buffer.concat([first, second]));
    assert.deepEqual(inspectImage(bytes), { ...plain, orientation: 3 });
  });

  for (const [name, entries] of [
    ["of 0", orientationEntry(0)],
    ["of 9", orientationEntry(9)],
    ["cut short", orientationEntry(6).slice(0, 10)],
    ["in a directory that announces more than there is", [0xff, 0xff, 1, 2, 3]],
    ["in no directory at all", []],
  ] as const) {
    test(`an EXIF orientation ${name} is none`, async () => {
      const bytes = insertedAt(await jpeg(), afterSoi, segment(0xe1, exif([...entries])));
      assert.deepEqual(inspectImage(bytes), plain);
    });
  }
});
