import assert from "node:assert/strict";
import { suite, test } from "node:test";
import sharp from "sharp";
import { encodedImage } from "../../src/core/encodedImage.ts";
import type { EncodedImage } from "../../src/core/encodedImage.ts";
import { isAbort } from "../../src/core/errors.ts";
import { forUpload } from "../../src/core/forUpload.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { failure, falWorld, testKey } from "../support/falWorld.ts";
import { noise } from "../support/images.ts";
import { secret, tellingPicture } from "../support/tellingPictures.ts";

function found(bytes: Uint8Array): EncodedImage {
  const image = encodedImage(bytes);
  assert.ok(!("problem" in image));
  return image;
}

/** What fal has of a picture that was handed over. */
async function arrived(address: string): Promise<Buffer> {
  const response = await fetch(address);
  return Buffer.from(await response.arrayBuffer());
}

suite("handing over an image", () => {
  test("a small one travels inside the request", async () => {
    const { server, source, signal, backend } = await falWorld();
    const uri = await backend().handOver(source, signal.signal);
    const bytes = Buffer.from(forUpload(source));
    assert.equal(uri, `data:image/png;base64,${bytes.toString("base64")}`);
    assert.equal(server.journal.length, 0);
  });

  test("a larger one through the storage", async () => {
    const { signal, backend, calls } = await falWorld();
    const large = found(await noise(500, 400));
    assert.match(await backend().handOver(large, signal.signal), /^http/);
    assert.equal(calls("upload")[0]?.bodyBytes, forUpload(large).length);
  });

  test("ahead of its turn one of middle size too, as nobody waits for that", async () => {
    const { signal, backend } = await falWorld();
    const middle = found(await noise(200, 150));
    assert.match(await backend().handOver(middle, signal.signal), /^data:/);
    assert.match(await backend().handOver(middle, signal.signal, true), /^http/);
  });

  for (const format of ["png", "jpeg", "webp"] as const) {
    for (const imageTransfer of ["dataUri", "upload"] as const) {
      test(`a ${format} by ${imageTransfer} arrives without place, date, names and comments`, async () => {
        const { signal, backend } = await falWorld();
        const telling = found(await tellingPicture(format));
        const before = telling.bytes.slice();
        const address = await backend({ imageTransfer }).handOver(telling, signal.signal);
        const bytes = await arrived(address);
        assert.ok(!bytes.includes(secret) && !bytes.includes("GPS"));
        const { xmp, iptc, comments, orientation, icc, width, height } =
          await sharp(bytes).metadata();
        assert.deepEqual([xmp, iptc, comments], [undefined, undefined, undefined]);
        assert.deepEqual([width, height, orientation, icc?.length], [48, 32, 6, 480]);
        assert.deepEqual(telling.bytes, before);
      });
    }
  }

  test("a file that is mostly metadata travels inside the request when the rest is small", async () => {
    const { signal, backend } = await falWorld();
    const { bytes } = found(await tellingPicture("jpeg"));
    const padded = found(Buffer.concat([bytes, Buffer.alloc(300_000)]));
    assert.match(await backend().handOver(padded, signal.signal), /^data:/);
  });

  test("an upload has a life, a type, and a name that says nothing", async () => {
    const { source, signal, backend, calls } = await falWorld();
    await backend({ imageTransfer: "upload", uploadLifetime: "1d" }).handOver(
      source,
      signal.signal,
    );
    const [initiate] = calls("initiate");
    assert.deepEqual(initiate?.json, { content_type: "image/png", file_name: "image.png" });
    assert.equal(
      initiate?.headers["x-fal-object-lifecycle"],
      JSON.stringify({ expiration_duration_seconds: 86_400 }),
    );
  });

  for (const route of ["initiate", "upload"] as const) {
    test(`a ${route} that fails once is repeated: it costs nothing`, async () => {
      const { server, source, signal, backend } = await falWorld();
      await server.addFault({ route, on: 1, fault: falFaults.status(503) });
      await backend({ imageTransfer: "upload" }).handOver(source, signal.signal);
    });
  }

  test("a refused key is not tried again", async () => {
    const { server, source, signal, backend, calls } = await falWorld();
    await server.addFault({ route: "initiate", fault: falFaults.badKey() });
    const error = await failure(
      backend({ imageTransfer: "upload", key: testKey, sendKeyToProxy: true }).handOver(
        source,
        signal.signal,
      ),
    );
    assert.equal(error.reason, "badKey");
    assert.equal(calls("initiate").length, 1);
  });

  test("an upload can be cancelled in the middle", async () => {
    const { server, source, signal, backend } = await falWorld();
    await server.addFault({ route: "upload", fault: { kind: "hang", at: "answer" } });
    const upload = backend({ imageTransfer: "upload" }).handOver(source, signal.signal);
    const ended = upload.then(
      () => "uploaded",
      (error: unknown) => (isAbort(error) ? "aborted" : String(error)),
    );
    await server.waitFor({ route: "upload", state: "any" });
    signal.abort();
    assert.equal(await ended, "aborted");
  });

  test("without a key of ours a 401 is the proxy's own affair", async () => {
    const { server, source, signal, backend } = await falWorld();
    await server.addFault({ route: "initiate", fault: falFaults.badKey() });
    const error = await failure(
      backend({ imageTransfer: "upload" }).handOver(source, signal.signal),
    );
    assert.equal(error.reason, "forbidden");
  });

  const places: readonly (readonly [string, object])[] = [
    [
      "an upload to an open line",
      { upload_url: "http://cdn.example.com/put", file_url: "https://cdn.example.com/x" },
    ],
    [
      "an upload into a private network",
      { upload_url: "https://10.0.0.1/put", file_url: "https://cdn.example.com/x" },
    ],
    ["an answer without places", {}],
  ];
  for (const [what, body] of places) {
    test(`${what} is refused, and no byte of the picture leaves`, async () => {
      const { server, source, signal, backend, calls } = await falWorld();
      await server.addFault({ route: "initiate", fault: { kind: "reply", status: 200, body } });
      const upload = backend({ imageTransfer: "upload", proxyUrl: "", key: testKey });
      assert.equal(
        (await failure(upload.handOver(source, signal.signal))).reason,
        "unreadableAnswer",
      );
      assert.equal(calls("upload").length, 0);
    });
  }

  test("a file without a usable address is not submitted", async () => {
    const { server, source, signal, backend } = await falWorld();
    const place = `${server.url}/storage.example/put`;
    await server.addFault({
      route: "initiate",
      fault: {
        kind: "reply",
        status: 200,
        body: { upload_url: place, file_url: "http://cdn.example.com/x" },
      },
    });
    await server.addFault({ route: "any", fault: { kind: "reply", status: 200, body: {} } });
    const error = await failure(
      backend({ imageTransfer: "upload" }).handOver(source, signal.signal),
    );
    assert.deepEqual([error.reason, error.subject], ["unreadableAnswer", "file_url"]);
  });
});
