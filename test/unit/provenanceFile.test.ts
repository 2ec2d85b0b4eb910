import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import sharp from "sharp";
import { parametersText } from "../../src/core/parametersText.ts";
import type { Provenance } from "../../src/core/provenance.ts";
import { pngChunks } from "../../src/core/image/pngChunks.ts";
import { fieldsIn } from "../../src/pictures/metadata/fieldsIn.ts";
import { readMetadata } from "../../src/pictures/metadata/metadata.ts";
import { isText, keywordOf, textOf } from "../../src/pictures/metadata/pngText.ts";
import { addresses } from "../../src/pictures/metadata/xmpProperties.ts";
import { xmpWith } from "../../src/pictures/metadata/xmpWith.ts";
import { encoded, finisher, never } from "../support/finisher.ts";
import { withChunks, withSegments, jpegSegment } from "../support/containers.ts";
import { picture, pngChunk } from "../support/images.ts";
import { provenances } from "../support/provenances.ts";
import { tellingPicture, xmpPacket } from "../support/tellingPictures.ts";
import { formats, told } from "../support/told.ts";

const { cloud, device } = provenances;

const write = async (bytes: Uint8Array, made: Provenance): Promise<Uint8Array | undefined> =>
  (await finisher.writeProvenance(encoded(bytes), made, never))?.bytes;

async function written(bytes: Uint8Array, made: Provenance): Promise<Uint8Array> {
  const result = await write(bytes, made);
  assert.ok(result);
  return result;
}

const read = (bytes: Uint8Array): Promise<Provenance | undefined> =>
  finisher.readProvenance(bytes, never);

const xmpIn = async (bytes: Uint8Array): Promise<string> =>
  Buffer.from((await readMetadata(bytes)).xmp ?? []).toString();

const count = (text: string, part: string): number => text.split(part).length - 1;

const packetsIn = (bytes: Uint8Array): number =>
  count(Buffer.from(bytes).toString("latin1"), "<rdf:RDF");

/** What a PNG's texts with the keyword say. */
async function parametersIn(png: Uint8Array): Promise<string[]> {
  const chunks = [...pngChunks(png)].filter(
    (chunk) => isText(chunk) && keywordOf(chunk) === "parameters",
  );
  return Promise.all(
    chunks.map(async (chunk) =>
      Buffer.from((await textOf(chunk)) ?? []).toString(chunk.type === "iTXt" ? "utf8" : "latin1"),
    ),
  );
}

const pixels = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes, { failOn: "none" }).raw().toBuffer();

suite("how it was made, in a file", () => {
  for (const format of formats) {
    for (const [where, made] of Object.entries(provenances)) {
      for (const [what, make] of [
        ["that says nothing else", () => picture({ format })],
        ["that says a lot", () => tellingPicture(format)],
      ] as const) {
        test(`reads back, with every pixel and all else as it was: ${format}, ${where}, ${what}`, async () => {
          const bytes = await make();
          const result = await written(bytes, made);
          assert.deepEqual(await read(result), made);
          assert.equal(packetsIn(result), 1);
          assert.deepEqual(await pixels(result), await pixels(bytes));
          const [before, after] = [
            await readMetadata(new Uint8Array(await told(bytes, bytes))),
            await readMetadata(result),
          ];
          const { xmp: _xmp, texts: _texts, ...others } = after;
          const { xmp, texts: _old, ...were } = before;
          assert.deepEqual(others, were);
          const kept = Buffer.from(xmp ?? [])
            .toString()
            .split("</rdf:RDF>")[0];
          assert.ok((await xmpIn(result)).startsWith(kept ?? "") || xmp === undefined);
        });
      }
    }

    test(`takes the place of what was said before: ${format}`, async () => {
      const twice = await written(await written(await picture({ format }), cloud), device);
      assert.deepEqual(await read(twice), device);
      assert.equal(count(await xmpIn(twice), "<clarityUpscaler:model>"), 1);
      assert.equal(count(await xmpIn(twice), "<Iptc4xmpExt:DigitalSourceType>"), 1);
      assert.equal(packetsIn(twice), 1);
    });

    test(`is the same file whenever it is written, as a job that is taken up again needs: ${format}`, async () => {
      const bytes = await tellingPicture(format);
      assert.deepEqual(await write(bytes, cloud), await write(bytes, cloud));
    });

    test(`is not said of a result by its source: ${format}`, async () => {
      const source = await written(await picture({ format }), cloud);
      assert.equal(await read(await told(source, await picture({ format }))), undefined);
    });
  }

  test("names no path, no file and no address", async () => {
    const fields = fieldsIn(Buffer.from(await xmpIn(await written(await picture(), cloud))));
    const { prompt: _prompt, ...others } = fields;
    assert.doesNotMatch(Object.values(others).join(" "), /:\/\/|\.png|\\|^\/|data:/);
  });

  test("is left out of a JPEG whose packet would have no room, and the packet stays", async () => {
    const packet = xmpPacket.replace("Somebody", "S").replace("Grüße", "x".repeat(64_000));
    const full = withSegments(
      await picture({ format: "jpeg" }),
      jpegSegment(0xe1, "http://ns.adobe.com/xap/1.0/\0", Buffer.from(packet)),
    );
    const before = await told(full, full);
    assert.equal(await write(before, { ...cloud, version: "x".repeat(3000) }), undefined);
  });
});

suite("the source's own words about its making", () => {
  const tool = "<xmp:CreatorTool>A camera's &amp; own</xmp:CreatorTool>";
  const typed = (term: string) =>
    `<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="${addresses.Iptc4xmpExt}">http://cv.iptc.org/newscodes/digitalsourcetype/${term}</Iptc4xmpExt:DigitalSourceType>`;
  const packet = (...elements: string[]) =>
    Buffer.from(
      xmpPacket.replace("  </rdf:Description>", `${elements.join("")}  </rdf:Description>`),
    );
  const made = (own: Uint8Array | undefined, how: Provenance) =>
    Buffer.from(xmpWith(own, how)).toString();
  const typeIn = (xmp: string): (string | undefined)[] =>
    [...xmp.matchAll(/DigitalSourceType[^>]*>[^<]*\/(\w+)</g)].map(([, term]) => term);

  test("keep the tool that created it; without one it is ours", () => {
    const kept = made(packet(tool), cloud);
    assert.ok(kept.includes(tool));
    assert.equal(count(kept, "CreatorTool>"), 2);
    assert.match(made(packet(), cloud), /<xmp:CreatorTool>Clarity Upscaler 1\.2\.3</);
  });

  test("are found where they are attributes", () => {
    const attributes = Buffer.from(
      xmpPacket.replace(
        ' xmp:Rating="4"',
        ` xmp:CreatorTool='T' xmlns:p="${addresses.Iptc4xmpExt}" p:DigitalSourceType="http://x/digitalCapture"`,
      ),
    );
    const xmp = made(attributes, device);
    assert.doesNotMatch(xmp, /digitalCapture|<xmp:CreatorTool/);
    assert.deepEqual(typeIn(xmp), ["algorithmicallyEnhanced"]);
  });

  const cases = [
    ["digitalCapture", cloud, "compositeWithTrainedAlgorithmicMedia"],
    ["digitalCapture", device, "algorithmicallyEnhanced"],
    ["trainedAlgorithmicMedia", device, "trainedAlgorithmicMedia"],
    ["trainedAlgorithmicMedia", cloud, "trainedAlgorithmicMedia"],
    ["compositeSynthetic", device, "compositeSynthetic"],
    ["compositeWithTrainedAlgorithmicMedia", device, "compositeWithTrainedAlgorithmicMedia"],
  ] as const;
  for (const [before, how, after] of cases) {
    test(`say ${after} of ${before} upscaled by ${how.options.model}`, () => {
      assert.deepEqual(typeIn(made(packet(typed(before)), how)), [after]);
    });
  }

  test("stand beside ours, which is about the same as they are", () => {
    const about = Buffer.from(xmpPacket.replace('rdf:about=""', "rdf:about='uuid:1'"));
    assert.equal(count(made(about, cloud), "rdf:about='uuid:1'"), 2);
  });

  test("are not there in a packet without RDF, which becomes one with it", () => {
    for (const strange of ["<a/>", "", '<r:RDF xmlns:r="urn:other"></r:RDF>']) {
      assert.deepEqual(
        fieldsIn(Buffer.from(made(Buffer.from(strange), device))),
        fieldsIn(Buffer.from(made(undefined, device))),
      );
    }
  });

  test("may end in a comment that looks like them", () => {
    const hidden = `<r:RDF xmlns:r="${addresses.rdf}"></r:RDF><!--</r:RDF>-->`;
    assert.equal(fieldsIn(Buffer.from(made(Buffer.from(hidden), device)))["scale"], "1.5");
  });

  test("may have any prefix", () => {
    const r = `<r:RDF xmlns:r="${addresses.rdf}"><r:Description r:about=""/></r:RDF>`;
    const xmp = made(Buffer.from(r), device);
    assert.match(
      xmp,
      /<r:Description r:about="" xmlns:clarityUpscaler=[^]*<\/r:Description><\/r:RDF>$/,
    );
    assert.equal(fieldsIn(Buffer.from(xmp))["model"], "device-standard");
  });
});

suite("a PNG's text", () => {
  test("says it too, as it is where that can be, else in UTF-8", async () => {
    const latin = { ...cloud, options: { ...cloud.options, prompt: "Grüße" } };
    for (const made of [latin, cloud, device]) {
      assert.deepEqual(await parametersIn(await written(await picture(), made)), [
        parametersText(made),
      ]);
    }
  });

  test("of the source stays, and none stands beside it", async () => {
    const own = pngChunk("tEXt", Buffer.from("parameters\0a cat\nSteps: 20"));
    const result = await written(withChunks(await picture(), own), cloud);
    assert.deepEqual(await parametersIn(result), ["a cat\nSteps: 20"]);
    assert.deepEqual(await read(result), cloud);
  });

  test("of ours in the source is not the result's", async () => {
    const source = await written(await picture(), cloud);
    const result = await told(source, await picture());
    assert.deepEqual(await parametersIn(result), []);
    assert.deepEqual(await parametersIn(await written(result, device)), [parametersText(device)]);
  });
});

suite("hostile packets", () => {
  const described = (inside: string) =>
    Buffer.from(`<x><d xmlns:c="${addresses.clarityUpscaler}">${inside}</d></x>`);

  test("are read by the vocabulary's address, as elements or attributes, the first of each", () => {
    const packet = `<a xmlns:c="${addresses.clarityUpscaler}" c:model="&#x31;&#50;&lt;&bogus;"><c:scale>2</c:scale><c:scale>3</c:scale></a>`;
    assert.deepEqual(fieldsIn(Buffer.from(packet)), { model: "12<&bogus;", scale: "2" });
    assert.deepEqual(fieldsIn(Buffer.from("<clarityUpscaler:model>x</clarityUpscaler:model>")), {});
  });

  test("say nothing with what is no text", () => {
    assert.deepEqual(fieldsIn(described("<c:prompt><b>x</b></c:prompt><c:seed/>")), {});
    assert.deepEqual(fieldsIn(described("<c:prompt></c:prompt>")), { prompt: "" });
  });

  test("say nothing with values or packets beyond all measure", () => {
    assert.deepEqual(fieldsIn(described(`<c:prompt>${"x".repeat(70_000)}</c:prompt>`)), {});
    assert.deepEqual(fieldsIn(described(`<c:scale>2</c:scale>${" ".repeat(2 ** 20)}`)), {});
  });

  test("with a document type, or not well-formed, say nothing", () => {
    for (const bad of ["<!DOCTYPE a [<!ENTITY b 'c'>]><c:x>&b;</c:x>", "<c:model>", "\ud800"]) {
      assert.deepEqual(fieldsIn(described(bad)), {});
    }
  });

  test("cannot put names where none should be", () => {
    const fields = fieldsIn(described("<c:__proto__>x</c:__proto__>"));
    assert.equal(Object.getPrototypeOf(fields), Object.prototype);
  });

  test("of any pieces are read and written without a throw, and what is written reads back", () => {
    const piece = fc.constantFrom(
      "<c:model>",
      "</c:model>",
      "clarity",
      "&#0;",
      "&#x110000;",
      "&amp;",
      "<r:RDF>",
      "</r:RDF>",
      "<r:Description",
      ' r:about="a"',
      ">",
      "/>",
      "</r:Description>",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const packet = Buffer.from(
          `<x xmlns:c="${addresses.clarityUpscaler}" xmlns:r="${addresses.rdf}">${pieces.join("")}</x>`,
        );
        fieldsIn(packet);
        const fields = fieldsIn(xmpWith(packet, device));
        assert.ok(fields["scale"] === "1.5");
      }),
      { numRuns: 3000 },
    );
  });
});
