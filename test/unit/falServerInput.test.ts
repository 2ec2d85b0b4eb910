import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import sharp from "sharp";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { dataUri, pictureAt, samplePng } from "../support/falPictures.ts";
import { submitByHand } from "../support/falQueue.ts";
import type { OutputScript } from "../fal-server/script.ts";
import type { ReadReply } from "../support/falQueue.ts";

const server = await startFalServer({ script: instantScript });
after(() => server.close());
beforeEach(() => server.reset());

/** The result of a request with these inputs, once it has completed. */
async function resultOf(input: Record<string, unknown>): Promise<ReadReply> {
  const request = await submitByHand(server.url, input);
  assert.equal(request.submitted.status, 200);
  await server.waitForJob({ requestId: request.id, status: "COMPLETED" });
  return request.result();
}

interface Answer {
  readonly image: {
    readonly url: string;
    readonly width?: number;
    readonly height?: number;
    readonly content_type: string;
  };
  readonly seed?: number;
}

async function answerTo(input: Record<string, unknown>): Promise<Answer> {
  const { status, text } = await resultOf(input);
  assert.equal(status, 200, text);
  return JSON.parse(text);
}

const firstDetail = ({ body: { detail } }: ReadReply): Record<string, unknown> => {
  assert.ok(Array.isArray(detail));
  return detail[0];
};

suite("the model checks its input", () => {
  const refused = [
    ["image_url", undefined, "missing", undefined],
    ["image_url", 5, "string_type", undefined],
    ["upscale_factor", 0.5, "greater_than_equal", { ge: 1 }],
    ["upscale_factor", 4.01, "less_than_equal", { le: 4 }],
    ["creativity", -0.1, "greater_than_equal", { ge: 0 }],
    ["resemblance", 1.1, "less_than_equal", { le: 1 }],
    ["guidance_scale", 21, "less_than_equal", { le: 20 }],
    ["num_inference_steps", 3, "greater_than_equal", { ge: 4 }],
    ["num_inference_steps", 18.5, "int_type", undefined],
    ["seed", -1, "greater_than_equal", { ge: 0 }],
    ["prompt", null, "string_type", undefined],
    ["enable_safety_checker", "yes", "bool_type", undefined],
  ] as const;
  for (const [name, value, type, ctx] of refused) {
    test(`and refuses ${name} ${value} on the result`, async () => {
      const result = await resultOf({ [name]: value });
      assert.equal(result.status, 422);
      const detail = firstDetail(result);
      assert.deepEqual(
        [detail["loc"], detail["type"], detail["ctx"], detail["url"]],
        [["body", name], type, ctx, `https://docs.fal.ai/errors#${type}`],
      );
      if (value !== undefined) {
        assert.deepEqual(detail["input"], value);
      }
    });
  }

  test("and accepts the limits themselves, and null for a seed", async () => {
    const input = { upscale_factor: 4, creativity: 0, guidance_scale: 20, seed: null };
    assert.equal((await answerTo(input)).image.width, 48);
  });

  test("at submit where it is set to", async () => {
    await server.configure({ rejectInput: "atSubmit" });
    const { submitted } = await submitByHand(server.url, { upscale_factor: 5 });
    assert.equal(submitted.status, 422);
    assert.equal(firstDetail(submitted)["type"], "less_than_equal");
    assert.deepEqual(await server.jobs(), []);
  });

  test("in the words of pydantic v1 where it is set to", async () => {
    await server.configure({ errorStyle: "pydanticV1" });
    assert.deepEqual(firstDetail(await resultOf({ image_url: undefined })), {
      loc: ["body", "image_url"],
      msg: "field required",
      type: "value_error.missing",
    });
  });

  test("with a plain sentence where it is set to", async () => {
    await server.configure({ errorStyle: "string" });
    assert.deepEqual((await resultOf({ upscale_factor: 5 })).body, {
      detail: "Input should be less than or equal to 4",
    });
  });
});

suite("the model reads its image", () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const unreadable: readonly (readonly [string, () => Promise<string>, string])[] = [
    ["text", async () => dataUri(Buffer.from("hello")), "image_load_error"],
    ["SVG", async () => dataUri(svg, "image/svg+xml"), "image_load_error"],
    [
      "half a PNG",
      async () => dataUri((await samplePng(64, 64)).subarray(0, 2000)),
      "image_load_error",
    ],
    [
      "an address that answers 404",
      async () => `${server.url}/files/no.png`,
      "file_download_error",
    ],
    ["something that is no address", async () => "hero.png", "file_download_error"],
  ];
  for (const [what, url, type] of unreadable) {
    test(`and refuses ${what}`, async () => {
      const result = await resultOf({ image_url: await url() });
      assert.equal(result.status, 422);
      const detail = firstDetail(result);
      assert.deepEqual([detail["loc"], detail["type"]], [["body", "image_url"], type]);
    });
  }

  test("and refuses one of too many pixels, or too many bytes", async () => {
    await server.configure({ maxInputSide: 11 });
    const large = firstDetail(await resultOf({}));
    assert.deepEqual(
      [large["type"], large["ctx"]],
      ["image_too_large", { max_height: 11, max_width: 11 }],
    );
    await server.configure({ maxInputBytes: 10 });
    assert.equal(firstDetail(await resultOf({}))["type"], "file_too_large");
  });

  test("from any http address", async () => {
    const other = await startFalServer({ script: instantScript });
    const submitted = await submitByHand(other.url);
    await other.waitForJob({ status: "COMPLETED" });
    const { image }: Answer = JSON.parse((await submitted.result()).text);
    assert.equal((await answerTo({ image_url: image.url })).image.width, 48);
    await other.close();
  });

  test("upright, and without alpha", async () => {
    const turned = await sharp(await samplePng(10, 6))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { image } = await answerTo({ image_url: dataUri(turned, "image/jpeg") });
    assert.deepEqual([image.width, image.height], [12, 20]);
    const glass = await sharp({
      create: { width: 4, height: 4, channels: 4, background: "#10203040" },
    })
      .webp({ lossless: true })
      .toBuffer();
    const opaque = await answerTo({ image_url: dataUri(glass, "image/webp") });
    assert.equal((await pictureAt(opaque.image.url)).hasAlpha, false);
  });
});

suite("the model answers with a picture", () => {
  const sizes = [
    [12, 8, 1, 12, 8],
    [13, 7, 1.5, 20, 11],
    [10, 10, 3.33, 33, 33],
  ] as const;
  for (const [width, height, scale, outWidth, outHeight] of sizes) {
    test(`of ${outWidth} × ${outHeight} for ${width} × ${height} at ${scale}`, async () => {
      const image_url = dataUri(await samplePng(width, height));
      const { image } = await answerTo({ image_url, upscale_factor: scale });
      const real = await pictureAt(image.url);
      assert.deepEqual([image.width, image.height], [outWidth, outHeight]);
      assert.deepEqual([real.width, real.height], [outWidth, outHeight]);
    });
  }

  test("that shows what the source shows", async () => {
    const source = await samplePng(16, 16);
    const { image } = await answerTo({ image_url: dataUri(source), upscale_factor: 3 });
    const bytes = Buffer.from(await (await fetch(image.url)).arrayBuffer());
    const expected = await sharp(source).resize(48, 48, { kernel: "lanczos3" }).raw().toBuffer();
    assert.ok((await sharp(bytes).raw().toBuffer()).equals(expected));
  });

  test("with the seed that was given, or any", async () => {
    assert.equal((await answerTo({ seed: 42 })).seed, 42);
    assert.ok(Number.isInteger((await answerTo({})).seed));
  });

  const outputs: readonly (readonly [string, OutputScript, (answer: Answer) => Promise<void>])[] = [
    [
      "JPEG",
      { format: "jpeg" },
      async ({ image }) => {
        assert.equal(image.content_type, "image/jpeg");
        assert.equal((await pictureAt(image.url)).format, "jpeg");
      },
    ],
    [
      "black",
      { picture: "black" },
      async ({ image }) => {
        const bytes = Buffer.from(await (await fetch(image.url)).arrayBuffer());
        const { channels } = await sharp(bytes).stats();
        assert.deepEqual(
          channels.map(({ max }) => max),
          [0, 0, 0],
        );
        assert.deepEqual([image.width, image.height], [24, 16]);
      },
    ],
    [
      "of the wrong size",
      { size: { width: 5, height: 5 } },
      async ({ image }) => assert.equal((await pictureAt(image.url)).width, 5),
    ],
    [
      "with as little around it as fal's own sample",
      { omit: ["seed", "timings", "width"] },
      async (answer) => {
        assert.deepEqual(Object.keys(answer), ["image"]);
        assert.equal("width" in answer.image, false);
      },
    ],
  ];
  for (const [what, output, check] of outputs) {
    test(`${what}, if scripted so`, async () => {
      await server.script({ output });
      await check(await answerTo({}));
    });
  }
});
