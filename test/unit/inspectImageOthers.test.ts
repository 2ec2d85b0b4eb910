import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { inspectImage } from "../../src/core/image/inspectImage.ts";
import { picture } from "../support/images.ts";

const latin1 = (text: string): Uint8Array => Buffer.from(text.padEnd(64, "\0"), "latin1");
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>`;

suite("inspectImage names the formats that cannot be upscaled", () => {
  for (const [bytes, detected] of [
    ["BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "BMP"],
    ["BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x7c\0\0\0", "BMP"],
    ["II*\0\x08\0\0\0", "TIFF"],
    ["MM\0*\0\0\0\x08", "TIFF"],
    ["8BPS\0\x01", "PSD"],
    ["\0\0\x01\0\x01\0\x10\x10", "ICO"],
    ["\0\0\x02\0\x01\0\x10\x10", "CUR"],
    ["icns\0\0\x10\0", "ICNS"],
    ["\xff\x0a\xfa\x1f", "JPEG XL"],
    ["\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"],
    ["\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"],
    ["\xff\x4f\xff\x51", "JPEG 2000"],
    ["\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "AVIF"],
    ["\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF"],
    ["\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"],
    ["\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"],
    ["qoif\0\0\0\x01", "QOI"],
    ["DDS \x7c\0\0\0", "DDS"],
  ] as const) {
    test(`${JSON.stringify(bytes)} is ${detected}`, () => {
      const expected = { ok: false, problem: "unsupportedFormat", detected };
      assert.deepEqual(inspectImage(latin1(bytes)), expected);
    });
  }

  for (const [format, detected] of [
    ["gif", "GIF"],
    ["tiff", "TIFF"],
    ["avif", "AVIF"],
  ] as const) {
    test(`a real ${detected}`, async () => {
      const bytes = await sharp(await picture())
        .toFormat(format)
        .toBuffer();
      const expected = { ok: false, problem: "unsupportedFormat", detected };
      assert.deepEqual(inspectImage(bytes), expected);
    });
  }
});

suite("inspectImage knows SVG", () => {
  for (const [name, text] of [
    ["plain", svg],
    ["with blanks before it", `\r\n\t  ${svg}`],
    ["with a byte order mark", `\ufeff${svg}`],
    ["with an XML declaration", `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${svg}`],
    ["with a comment", `<!-- Created with <html> and > in mind -->\n${svg}`],
    ["with a long comment", `<!-- ${"licence ".repeat(4000)} -->${svg}`],
    ["with a document type", `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">${svg}`],
    ["with entities", `<!DOCTYPE svg [ <!ENTITY ns "http://www.w3.org/2000/svg"> ]>${svg}`],
    [
      "with all of these",
      `\ufeff<?xml version="1.0"?>\n<!-- a -->\n<?xml-stylesheet href="a.css"?>\n${svg}`,
    ],
    ["in a namespace", `<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>`],
    ["cut short", `<svg xmlns=`],
    ["of nothing", `<svg>`],
  ] as const) {
    test(name, () => {
      const expected = { ok: false, problem: "svg", detected: "SVG" };
      assert.deepEqual(inspectImage(Buffer.from(text)), expected);
    });
  }

  test("in UTF-16, either way round", () => {
    const little = Buffer.from(`\ufeff${svg}`, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big]) {
      const info = inspectImage(bytes);
      assert.deepEqual(info, { ok: false, problem: "svg", detected: "SVG" });
    }
  });
});

suite("inspectImage knows what is no image", () => {
  const html = "<!DOCTYPE html><html><body><svg></svg></body></html>";
  for (const [name, text, detected] of [
    ["an HTML page", html, "HTML"],
    ["an HTML page without a document type", `\n<HTML lang="en">${svg}</HTML>`, "HTML"],
    ["an HTML page after a comment", `<!-- ${svg} -->${html}`, "HTML"],
    [
      "a Git LFS pointer",
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n",
      "Git LFS pointer",
    ],
    ["a PDF", "%PDF-1.7\n", "PDF"],
    ["an archive", "PK\x03\x04\x14\0", "ZIP"],
    ["a video", "\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "MP4"],
    ["text", "hello, world\n", undefined],
    ["text that begins like a bitmap", "BMW makes cars, and not pictures", undefined],
    ["text about SVG", `An image: ${svg}`, undefined],
    ["other XML", `<?xml version="1.0"?><note>${svg}</note>`, undefined],
    ["XML with a name like svg", "<svgish/>", undefined],
    ["JSON", '{"detail":"not found"}', undefined],
    ["a sound", "RIFF\x24\0\0\0WAVEfmt ", undefined],
    ["a single byte", "\x89", undefined],
    ["a picture behind something else", " \x89PNG\r\n\x1a\n", undefined],
  ] as const) {
    test(`${name}: ${detected ?? "unknown"}`, () => {
      const expected = { ok: false, problem: "notAnImage", ...(detected && { detected }) };
      assert.deepEqual(inspectImage(Buffer.from(text, "latin1")), expected);
    });
  }

  test("a polyglot is what it begins as", async () => {
    const jpeg = Buffer.from(await picture({ format: "jpeg" }));
    const inGif = Buffer.concat([Buffer.from("GIF89a"), jpeg]);
    const inHtml = Buffer.concat([Buffer.from("<html>"), jpeg]);
    assert.deepEqual(inspectImage(inGif), {
      ok: false,
      problem: "unsupportedFormat",
      detected: "GIF",
    });
    assert.deepEqual(inspectImage(inHtml), { ok: false, problem: "notAnImage", detected: "HTML" });
  });
});
