import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import type { Changes } from "../../src/pictures/metadata/changes.ts";
import { xmpFor } from "../../src/pictures/metadata/xmpFor.ts";
import { xmpPacket } from "../support/tellingPictures.ts";

const changes: Changes = {
  width: 192,
  height: 128,
  orientation: 1,
  isTurned: false,
  swapsSides: false,
  gps: "keep",
  sameColours: true,
};

const made = (packet: string, changed: Partial<Changes> = {}): string | undefined => {
  const written = xmpFor(Buffer.from(packet), { ...changes, ...changed });
  return written && Buffer.from(written).toString();
};

const addresses = {
  tiff: "http://ns.adobe.com/tiff/1.0/",
  exif: "http://ns.adobe.com/exif/1.0/",
  xmp: "http://ns.adobe.com/xap/1.0/",
  GCamera: "http://ns.google.com/photos/1.0/camera/",
  Container: "http://ns.google.com/photos/1.0/container/",
  "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
};

const declared = Object.entries(addresses)
  .map(([prefix, address]) => ` xmlns:${prefix}="${address}"`)
  .join("");

/** A description with these attributes and elements, and what becomes of it. */
const described = (attributes: string, elements = "", changed: Partial<Changes> = {}) => {
  const [before, after] = [`<rdf:Description${declared}`, "</rdf:Description>"];
  const result = made(`${before}${attributes}>${elements}${after}`, changed);
  assert.ok(result !== undefined && result.startsWith(before) && result.endsWith(after), result);
  return result.slice(before.length, -after.length);
};

suite("XMP", () => {
  test("that needs no change stays as it is written, to the byte", () => {
    const packet = xmpPacket
      .replace('tiff:Orientation="6"', "tiff:Orientation\n= '1'")
      .replace(
        / exif:PixelXDimension="48"| {3}<exif:PixelY.*\n| {3}<xmp:Thumbnails>[^]*<\/xmp:Thumbnails>\n/g,
        "",
      );
    assert.equal(made(packet), packet);
  });

  test("says the result's orientation and size in attributes", () => {
    const attributes = ` tiff:Orientation='6' a:b="c"\n tiff:ImageWidth="1" exif:PixelYDimension="2"`;
    assert.equal(
      described(attributes),
      ` tiff:Orientation='1' a:b="c"\n tiff:ImageWidth="192" exif:PixelYDimension="128">`,
    );
  });

  test("and in elements", () => {
    const elements = `<tiff:Orientation>8</tiff:Orientation> <exif:PixelXDimension a="b"><rdf:value>9</rdf:value></exif:PixelXDimension>`;
    assert.equal(
      described("", elements),
      `><tiff:Orientation>1</tiff:Orientation> <exif:PixelXDimension a="b">192</exif:PixelXDimension>`,
    );
  });

  test("knows a vocabulary by its address, whatever its prefix", () => {
    const packet = `<a xmlns:t="${addresses.tiff}" t:Orientation="3" xmlns:tiff="urn:other" tiff:Orientation="3"/>`;
    assert.equal(
      made(packet)
        ?.match(/Orientation="\d"/g)
        ?.join(),
      'Orientation="1",Orientation="3"',
    );
  });

  const gone: Record<string, string> = {
    "a thumbnail":
      "<xmp:Thumbnails><rdf:Alt><xmp:Thumbnails>x</xmp:Thumbnails></rdf:Alt></xmp:Thumbnails>",
    "a video behind the picture": "<GCamera:MotionPhoto>1</GCamera:MotionPhoto>",
    "an empty element": '<GCamera:MicroVideoOffset rdf:resource="x"/>',
    "a directory of further pictures": "<Container:Directory><rdf:Seq/></Container:Directory>",
  };
  for (const [what, element] of Object.entries(gone)) {
    test(`loses ${what}`, () => {
      assert.equal(described(' GCamera:MotionPhoto="1"', `a${element}b`), ">ab");
    });
  }

  test("keeps areas unless the picture was turned", () => {
    const areas = "<mwg-rs:Regions><rdf:li/></mwg-rs:Regions>";
    assert.equal(described("", areas), `>${areas}`);
    assert.equal(described("", areas, { isTurned: true }), ">");
  });

  test("loses coordinates on demand, wherever they stand", () => {
    const place = `<drone-dji:GpsLatitude>+52.5</drone-dji:GpsLatitude><i:Created><exif:GPSLatitude>5</exif:GPSLatitude></i:Created>`;
    const attributes = ' exif:GPSAltitude="3" exif:Flash="0"';
    assert.equal(described(attributes, place), `${attributes}>${place}`);
    assert.equal(
      described(attributes, place, { gps: "drop" }),
      ' exif:Flash="0"><i:Created></i:Created>',
    );
  });

  test("loses the colour space where the pixels are in another", () => {
    const attributes = ' exif:ColorSpace="1"';
    assert.equal(described(attributes, "", { sameColours: false }), ">");
    assert.equal(described(attributes), `${attributes}>`);
  });
});

suite("XMP that cannot be read for certain is left out", () => {
  const bad: Record<string, string | Buffer> = {
    "tags that do not match": "<a><b></a></b>",
    "a tag without an end": "<a><b>",
    "an end without a tag": "</a>",
    "a document type": "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>",
    "half a tag": "<a b='c",
    "an attribute without quotes": "<a b=c/>",
    "other than UTF-8": Buffer.from("<a/>", "utf16le"),
    "broken UTF-8": Buffer.from("3c61ff2f3e", "hex"),
  };
  for (const [what, packet] of Object.entries(bad)) {
    test(what, () =>
      assert.equal(
        xmpFor(typeof packet === "string" ? Buffer.from(packet) : packet, changes),
        undefined,
      ),
    );
  }

  test("of any text, what is written reads the same once more", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "/",
      "a",
      "b",
      " ",
      "=",
      '"',
      "'",
      "x:GPSA",
      "<!--",
      "-->",
      "<a>",
      "</a>",
      "<tiff:Orientation>",
      "</tiff:Orientation>",
      '<b c="d"/>',
      "&amp;",
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const once = made(pieces.join(""), { gps: "drop" });
        if (once !== undefined) {
          read += 1;
          assert.equal(made(once, { gps: "drop" }), once);
        }
      }),
      { numRuns: 5000 },
    );
    assert.ok(read > 100, `only ${read} were XML`);
  });

  test("megabytes of open tags take no longer than they are long", () => {
    for (const part of ["<a ", "<a>", "<x:GPSA>", "<a b='", "<!--", " ", "<a b='c' "]) {
      made(part.repeat(300_000), { gps: "drop" });
    }
  });
});
