import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Provenance } from "../../src/core/provenance.ts";
import { encoded, finisher, never } from "../support/finisher.ts";
import { picture } from "../support/images.ts";
import { provenances } from "../support/provenances.ts";
import { formats } from "../support/told.ts";
import { facts, written } from "./exiftool.ts";

const photo = [
  "-IFD0:Make=A camera",
  "-XMP-dc:Title=Ein Titel",
  "-XMP-xmp:CreatorTool=A camera's own",
  "-XMP-xmp:Rating=4",
  "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
];

async function telling(bytes: Uint8Array, made: Provenance): Promise<Uint8Array> {
  const image = await finisher.writeProvenance(encoded(bytes), made, never);
  assert.ok(image);
  return image.bytes;
}

const { cloud, device } = provenances;
const own = "XMP-clarityUpscaler";

suite("ExifTool reads how a result was made, and says that the file is valid", () => {
  for (const format of formats) {
    test(`of Clarity, into a ${format} that says nothing else`, async () => {
      const plain = await picture({ format });
      const [before, found] = await facts([plain, await telling(plain, cloud)]);
      assert.equal(found?.["ExifTool:Warning"], undefined);
      assert.equal(found?.["ExifTool:Validate"], before?.["ExifTool:Validate"]);
      assert.deepEqual(
        [
          found?.[`${own}:Model`],
          found?.[`${own}:Prompt`],
          found?.[`${own}:Creativity`],
          found?.[`${own}:Seed`],
          found?.[`${own}:Endpoint`],
          found?.[`${own}:RequestId`],
          found?.[`${own}:SourceSha256`],
          found?.[`${own}:Version`],
        ],
        [
          "clarity",
          cloud.options.prompt,
          0.35,
          7,
          "fal-ai/clarity-upscaler",
          "r-1",
          cloud.sourceHash,
          "1.2.3",
        ],
      );
      assert.equal(
        found?.["XMP-iptcExt:DigitalSourceType"],
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
      );
      assert.equal(found?.["XMP-xmp:CreatorTool"], "Clarity Upscaler 1.2.3");
    });

    test(`of this device, beside what a photo says, into a ${format}`, async () => {
      const source = await written(await picture({ format }), photo);
      const [before, found] = await facts([source, await telling(source, device)]);
      assert.equal(found?.["ExifTool:Validate"], before?.["ExifTool:Validate"]);
      assert.deepEqual(
        [
          found?.[`${own}:Model`],
          found?.[`${own}:Scale`],
          found?.[`${own}:Denoise`],
          found?.["XMP-dc:Title"],
          found?.["XMP-xmp:Rating"],
          found?.["XMP-xmp:CreatorTool"],
          found?.["IFD0:Make"],
        ],
        ["device-standard", 1.5, "auto", "Ein Titel", 4, "A camera's own", "A camera"],
      );
      assert.equal(
        found?.["XMP-iptcExt:DigitalSourceType"],
        "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced",
      );
    });

    test(`and what ExifTool writes anew still reads back: ${format}`, async () => {
      const again = await written(await telling(await picture({ format }), device), [
        "-XMP-dc:Title=Another",
      ]);
      assert.deepEqual(await finisher.readProvenance(again, never), device);
    });
  }

  test("and in a PNG its text", async () => {
    const latin = { ...cloud, options: { ...cloud.options, prompt: "a fox" } };
    const [found] = await facts([await telling(await picture(), latin)]);
    assert.match(String(found?.["PNG:Parameters"]), /^a fox\W+Negative prompt: \W+Steps: 18, CFG/);
  });
});
