import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { falFaults } from "../fal-server/falFaults.ts";
import type { Fault } from "../fal-server/faults.ts";
import { FalBackend } from "../../src/backends/fal/falBackend.ts";
import { isRecord } from "../../src/core/record.ts";
import { clarityOptions } from "../support/fakes.ts";
import { cloudSettings, failure, falWorld, shortTiming, testKey } from "../support/falWorld.ts";

// Two of them only wait.
suite("a submit that fails is sent once", { concurrency: 3 }, () => {
  const faults: readonly (readonly [string, Fault, string])[] = [
    ["401", falFaults.badKey(), "badKey"],
    ["403 without credit", falFaults.lockedAccount(), "noCredit"],
    ["403 for another reason", falFaults.status(403, "Not allowed"), "forbidden"],
    ["404", falFaults.status(404), "serviceFailed"],
    ["408", falFaults.status(408), "submitUnknown"],
    ["413", falFaults.status(413), "tooLarge"],
    ["422", falFaults.status(422, "bad"), "rejected"],
    ["429", falFaults.tooManyRequests(0), "rateLimited"],
    ["500", falFaults.status(500), "submitUnknown"],
    ["502 as a page", falFaults.htmlPage(502), "submitUnknown"],
    ["503", falFaults.status(503), "submitUnknown"],
    ["504", falFaults.status(504), "submitUnknown"],
    ["504 of a start timeout", falFaults.userTimeout(), "submitUnknown"],
    ["problem+json", falFaults.problemJson(503), "submitUnknown"],
    ["200 as a page", falFaults.htmlPage(200), "submitUnknown"],
    [
      "200 without a request id",
      { kind: "reply", status: 200, body: { status: "IN_QUEUE" } },
      "submitUnknown",
    ],
    [
      "a request id that leads elsewhere",
      { kind: "reply", status: 200, body: { request_id: "../../x" } },
      "submitUnknown",
    ],
    [
      "a redirect",
      { kind: "reply", status: 307, headers: { location: "/elsewhere" } },
      "submitUnknown",
    ],
    ["a reset before fal took it", falFaults.resetBefore(), "submitUnknown"],
    ["a reset after fal took it", falFaults.resetAfter(), "submitUnknown"],
    ["a reset in the middle of the answer", { kind: "reset", when: "body" }, "submitUnknown"],
    ["an answer that stops in the middle", falFaults.truncatedBody(), "submitUnknown"],
    ["half of the JSON", falFaults.truncatedJson(), "submitUnknown"],
    ["silence", { kind: "hang", at: "answer", processed: true }, "submitUnknown"],
    ["silence in the middle of the answer", { kind: "hang", at: "body" }, "submitUnknown"],
  ];

  for (const [name, fault, reason] of faults) {
    test(`${name} → ${reason}`, async () => {
      const { server, submit, backend, calls } = await falWorld();
      await server.addFault({ route: "submit", fault });
      const requestTimeout = fault.kind === "hang" ? 2_000 : 20_000;
      const error = await failure(
        submit(backend({ requestTimeout, key: testKey, sendKeyToProxy: true })),
      );
      assert.equal(error.reason, reason);
      assert.equal(calls("submit").length, 1);
    });
  }

  test("fal's own words come along", async () => {
    const { server, submit } = await falWorld();
    await server.addFault({ route: "submit", fault: falFaults.lockedAccount() });
    const { detail } = await failure(submit());
    assert.match(detail ?? "", /Exhausted balance\. Top up your balance/);
  });

  test("the field of a refusal at submit comes along", async () => {
    const { server, options, backend, source, signal } = await falWorld();
    await server.configure({ rejectInput: "atSubmit" });
    const image = await backend().handOver(source, signal.signal);
    const error = await failure(backend().submit(image, { ...options, creativity: 7 }));
    assert.deepEqual([error.reason, error.subject], ["rejected", "creativity"]);
    assert.ok(error.detail);
  });
});

suite("a submit over a broken network", () => {
  const codes: readonly (readonly [string, string])[] = [
    ["ECONNREFUSED", "offline"],
    ["ENOTFOUND", "offline"],
    ["EAI_AGAIN", "offline"],
    ["ECONNRESET", "submitUnknown"],
    ["EPIPE", "submitUnknown"],
    ["ETIMEDOUT", "submitUnknown"],
    ["EHOSTUNREACH", "submitUnknown"],
    ["UND_ERR_SOCKET", "submitUnknown"],
    ["UND_ERR_CONNECT_TIMEOUT", "submitUnknown"],
    ["UND_ERR_HEADERS_TIMEOUT", "submitUnknown"],
    ["UND_ERR_BODY_TIMEOUT", "submitUnknown"],
    ["EPROTO", "submitUnknown"],
    ["ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "submitUnknown"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "connection"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "connection"],
    ["CERT_HAS_EXPIRED", "connection"],
    ["", "submitUnknown"],
  ];
  for (const [code, reason] of codes) {
    test(`${code || "an error without a code"} → ${reason}, after one POST`, async () => {
      let posts = 0;
      const broken = async () => {
        posts += 1;
        throw new TypeError("fetch failed", {
          cause: Object.assign(new Error(code), code && { code }),
        });
      };
      const error = await failure(submitOver(broken));
      assert.deepEqual([error.reason, posts], [reason, 1]);
    });
  }

  test("a network proxy that opens no tunnel has let nothing through", async () => {
    const refused = new Error("Proxy response (403) !== 200 when HTTP Tunneling");
    const cause = Object.assign(refused, { code: "UND_ERR_ABORTED" });
    const error = await failure(
      submitOver(() => Promise.reject(new TypeError("fetch failed", { cause }))),
    );
    assert.equal(error.reason, "connection");
  });

  test("several addresses that refuse count as refused", async () => {
    const refused = Object.assign(new Error("no"), { code: "ECONNREFUSED" });
    const cause = new AggregateError([refused, refused]);
    const error = await failure(
      submitOver(() => Promise.reject(new TypeError("fetch failed", { cause }))),
    );
    assert.equal(error.reason, "offline");
  });
});

/** Submits with a `fetch` of the test's own. */
function submitOver(fetch: typeof globalThis.fetch) {
  const settings = { ...cloudSettings, key: testKey };
  return new FalBackend(settings, fetch, shortTiming).submit("data:,", clarityOptions);
}

suite("what a submit says", () => {
  test("every input of the API page, the life of the result, and no name of the file", async () => {
    const { source, signal, backend, options, calls } = await falWorld();
    const using = backend({ resultLifetime: "7d" });
    const image = await using.handOver(source, signal.signal);
    await using.submit(image, { ...options, seed: 42 });
    const [entry] = calls("submit");
    assert.ok(isRecord(entry?.json));
    const { image_url: url, ...inputs } = entry.json;
    assert.match(String(url), /^data:image\/png;base64,/);
    assert.deepEqual(inputs, {
      prompt: "p",
      upscale_factor: 2,
      negative_prompt: "n",
      creativity: 0.35,
      resemblance: 0.6,
      guidance_scale: 4,
      num_inference_steps: 18,
      enable_safety_checker: true,
      seed: 42,
    });
    assert.equal(
      entry?.headers["x-fal-object-lifecycle-preference"],
      JSON.stringify({ expiration_duration_seconds: 604_800 }),
    );
  });

  test("in private mode, that fal shall keep neither the request nor its answer", async () => {
    const { submit, backend, calls } = await falWorld();
    await submit(backend({ storePayloads: false, resultLifetime: "immediate" }));
    await submit();
    assert.deepEqual(
      calls("submit").map(({ headers }) => [
        headers["x-fal-store-io"],
        headers["x-fal-object-lifecycle-preference"],
      ]),
      [
        ["0", JSON.stringify({ expiration_duration_seconds: 60 })],
        [undefined, JSON.stringify({ expiration_duration_seconds: 86_400 })],
      ],
    );
  });

  test("a random seed is left out", async () => {
    const { submit, calls } = await falWorld();
    await submit();
    const [entry] = calls("submit");
    assert.ok(isRecord(entry?.json) && !("seed" in entry.json));
  });
});

suite("the key", () => {
  const keyed = async (changes: Parameters<Awaited<ReturnType<typeof falWorld>>["backend"]>[0]) => {
    const world = await falWorld();
    await world.submit(world.backend(changes));
    return world.server.journal.map(({ route, keyed: withKey, form }) => [route, form, withKey]);
  };

  test("goes to fal's API, and not with the upload", async () => {
    assert.deepEqual(await keyed({ key: testKey, proxyUrl: "" }), [["submit", "prefix", true]]);
    assert.deepEqual(await keyed({ key: testKey, sendKeyToProxy: true, imageTransfer: "upload" }), [
      ["initiate", "proxy", true],
      ["upload", "prefix", false],
      ["submit", "proxy", true],
    ]);
  });

  test("does not go to a proxy by itself", async () => {
    assert.deepEqual(await keyed({ key: testKey }), [["submit", "proxy", false]]);
  });

  test("goes to a proxy when that is asked for", async () => {
    assert.deepEqual(await keyed({ key: testKey, sendKeyToProxy: true }), [
      ["submit", "proxy", true],
    ]);
  });

  test("is never taken from the environment", async () => {
    process.env["FAL_KEY"] = testKey;
    try {
      assert.deepEqual(await keyed({}), [["submit", "proxy", false]]);
    } finally {
      delete process.env["FAL_KEY"];
    }
  });
});
