import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { forUpload } from "../../src/core/forUpload.ts";
import { picture } from "../support/images.ts";
import { drop, formats, large, told } from "../support/told.ts";
import { tellingPicture } from "../support/tellingPictures.ts";
import { facts, written } from "./exiftool.ts";
import type { Facts } from "./exiftool.ts";

type Format = (typeof formats)[number];

/** A photo's metadata in ExifTool's own words. */
const photo = [
  "-IFD0:Make=A camera",
  "-IFD0:Orientation#=8",
  "-IFD0:XResolution=240",
  "-IFD0:YResolution=240",
  "-ExifIFD:DateTimeOriginal=2026:05:04 03:02:01",
  "-ExifIFD:ExifImageWidth=48",
  "-ExifIFD:ExifImageHeight=32",
  "-ExifIFD:UserComment=Grüße",
  "-GPS:GPSLatitude=52.52",
  "-GPS:GPSLatitudeRef=N",
  "-GPS:GPSLongitude=13.41",
  "-GPS:GPSLongitudeRef=E",
  "-XMP-dc:Title=Ein Titel",
  "-XMP-dc:Subject=one",
  "-XMP-dc:Subject=two",
  "-XMP-xmp:Rating=4",
  "-XMP-tiff:Orientation#=8",
  "-XMP-exif:ExifImageWidth=48",
  "-XMP-exif:GPSLatitude=52.52",
];

const iptc = [
  "-IPTC:Headline=A headline",
  "-IPTC:City=Berlin",
  "-IPTC:Keywords=one",
  "-IPTC:Keywords=two",
];

const photoIn = async (format: Format): Promise<Uint8Array> => {
  const plain = await sharp(await picture())
    .withIccProfile("p3")
    .toFormat(format)
    .toBuffer();
  return written(plain, [...photo, ...(format === "webp" ? [] : [...iptc, "-Comment=A comment"])]);
};

/** What every file tells: about itself, its container and its profile. */
const ownWords =
  /^(SourceFile$|ExifTool:|System:|File:|PNG:|PNG-pHYs:|JFIF:|RIFF:|ICC|Adobe:|Composite:)/;

/** The facts that are metadata. */
const metadataIn = (found: Facts | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(found ?? {}).filter(([name]) => !ownWords.test(name)));

const without = (found: Record<string, unknown>, names: RegExp) =>
  Object.fromEntries(Object.entries(found).filter(([name]) => !names.test(name)));

suite("ExifTool finds in what is sent", () => {
  for (const format of formats) {
    test(`${format}: the profile and the orientation`, async () => {
      const sources = [await photoIn(format), await tellingPicture(format)];
      const [photoSent, all] = await facts(sources.map((bytes) => forUpload({ bytes })));
      assert.deepEqual(metadataIn(photoSent), { "IFD0:Orientation": "Rotate 270 CW" });
      assert.deepEqual(metadataIn(all), { "IFD0:Orientation": "Rotate 90 CW" });
      for (const found of [photoSent, all]) {
        assert.equal(found?.["ICC_Profile:ProfileDescription"], "sP3C");
        assert.equal(found?.["PNG:Comment"] ?? found?.["File:Comment"], undefined);
      }
    });
  }
});

suite("ExifTool finds in a result", () => {
  for (const from of formats) {
    for (const to of formats) {
      test(`all that the source tells, true of it: ${from} into ${to}`, async () => {
        const source = await photoIn(from);
        const [before, after] = await facts([source, await told(source, await large(to))]);
        const placeless = to === "webp" ? /^IPTC:/ : /^$/;
        assert.deepEqual(metadataIn(after), {
          ...without(metadataIn(before), placeless),
          "IFD0:Orientation": "Horizontal (normal)",
          "XMP-tiff:Orientation": "Horizontal (normal)",
          "ExifIFD:ExifImageWidth": 128,
          "ExifIFD:ExifImageHeight": 192,
          "XMP-exif:ExifImageWidth": 128,
        });
        assert.equal(after?.["ICC_Profile:ProfileDescription"], "sP3C");
        assert.equal(after?.["ExifTool:Validate"], before?.["ExifTool:Validate"]);
      });

      test(`no place, on demand: ${from} into ${to}`, async () => {
        const [after] = await facts([await told(await photoIn(from), await large(to), drop)]);
        assert.deepEqual(
          Object.keys(after ?? {}).filter((name) => /gps/i.test(name)),
          [],
        );
        assert.equal(after?.["IFD0:Make"], "A camera");
      });
    }
  }
});
