import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isAbort } from "../../src/core/errors.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { instantScript } from "../fal-server/script.ts";
import { failure, falWorld } from "../support/falWorld.ts";

/** Where only polls tell how a request is. */
async function polledWorld(script = instantScript) {
  const world = await falWorld(script);
  await world.server.addFault({ route: "statusStream", fault: falFaults.status(404) });
  return world;
}

suite("following a request", () => {
  test("ends with the picture at its size, and its seed", async () => {
    const { upscale } = await falWorld();
    const { image, seed } = await upscale();
    assert.deepEqual([image.format, image.width, image.height], ["png", 32, 20]);
    assert.equal(typeof seed, "number");
  });

  test("polls tell the number ahead, then each log line once", async () => {
    const logs = [{ message: "one" }, { message: "50%|█ | 1/2\r" }, { message: "two" }];
    for (const logDelivery of ["cumulative", "incremental"] as const) {
      const script = { ...instantScript, queuePositions: [3], logs, logDelivery };
      const hold = ["queued:0", "running:1", "running:2"] as const;
      const { server, upscale } = await polledWorld({ ...script, hold });
      const following = upscale();
      for (const point of hold) {
        await server.waitForJob({ heldAt: point });
        const { sequence } = server.journal.at(-1) ?? { sequence: 0 };
        // Two answers, so that one of them was asked for while the job stood here.
        await server.waitFor({ route: "status", after: sequence }, 2);
        await server.release({ point });
      }
      const { statuses } = await following;
      assert.deepEqual(statuses[0], { phase: "queued", ahead: 3, lines: [] });
      const lines = statuses.flatMap((status) => ("lines" in status ? status.lines : []));
      assert.deepEqual(lines, ["one", "50% 1/2", "two"], logDelivery);
      assert.deepEqual(statuses.at(-1), { phase: "downloading" });
    }
  });

  test("asks for logs, and never submits", async () => {
    const { upscale, calls } = await polledWorld();
    await upscale();
    assert.ok(calls("status").every(({ query }) => query["logs"] === "1"));
    assert.equal(calls("submit").length, 1);
  });

  for (const [name, fault] of [
    ["503", falFaults.status(503)],
    ["429", falFaults.tooManyRequests(0)],
    ["a page with 200", falFaults.htmlPage(200)],
    ["half of the JSON", falFaults.truncatedJson()],
    ["a reset", falFaults.resetAfter()],
    ["silence", { kind: "hang", at: "answer" }],
    ["an unknown status", { kind: "reply", status: 202, body: { status: "PONDERING" } }],
    [
      "a back-step into the queue",
      { kind: "reply", status: 202, body: { status: "IN_QUEUE", logs: null } },
    ],
  ] as const) {
    test(`outlives ${name} from the status`, async () => {
      const { server, backend, submit, signal } = await polledWorld();
      await server.addFault({ route: "status", times: 3, fault });
      // A submit is never repeated, so it is given its time in any case.
      const request = await submit();
      const using = fault.kind === "hang" ? backend({ requestTimeout: 500 }) : backend();
      const { image } = await using.follow(request, () => {}, signal.signal);
      assert.equal(image.width, 32);
    });
  }

  for (const route of ["result", "download"] as const) {
    test(`outlives two failures of the ${route}`, async () => {
      const { server, upscale, calls } = await falWorld();
      await server.addFault({ route, times: 2, fault: falFaults.status(502) });
      assert.equal((await upscale()).image.width, 32);
      assert.equal(calls(route).length, 3);
    });
  }

  test("an error of the model comes with fal's words and is final", async () => {
    const { source, signal, options, backend } = await falWorld();
    const using = backend();
    const image = await using.handOver(source, signal.signal);
    const request = await using.submit(image, { ...options, guidanceScale: 99 });
    const error = await failure(using.follow(request, () => {}, signal.signal));
    assert.deepEqual(
      [error.reason, error.subject, error.ended],
      ["rejected", "guidance_scale", true],
    );
    assert.ok(error.detail);
  });

  for (const [status, reason] of [
    [404, "expired"],
    [401, "forbidden"],
    [403, "forbidden"],
  ] as const) {
    test(`${status} from the status → ${reason}`, async () => {
      const { server, upscale } = await polledWorld();
      await server.addFault({ route: "status", fault: falFaults.status(status) });
      assert.equal((await failure(upscale())).reason, reason);
    });
  }

  test("a result without a picture cannot be read", async () => {
    const { server, upscale } = await falWorld();
    await server.addFault({
      route: "result",
      fault: { kind: "reply", status: 200, body: { images: "?" } },
    });
    assert.equal((await failure(upscale())).reason, "unreadableAnswer");
  });

  test("an abort ends it at once, also between two questions", async () => {
    const { submit, backend, signal } = await polledWorld({
      ...instantScript,
      hold: ["queued"],
    });
    const request = await submit();
    const followed = backend({}, { firstPoll: 60_000, longestPoll: 60_000 })
      .follow(request, () => signal.abort(), signal.signal)
      .then(
        () => "finished",
        (error: unknown) => isAbort(error),
      );
    assert.equal(await followed, true);
  });
});

suite("downloading a result", () => {
  const damaged = [
    ["fewer bytes than announced", { kind: "truncate", announce: "full" }, "offline"],
    ["half of the file", { kind: "truncate", announce: "kept" }, "damagedResult"],
    ["a longer file", { kind: "reply", status: 200, body: "x".repeat(100_000) }, "damagedResult"],
    ["a page instead of a picture", falFaults.htmlPage(200), "damagedResult"],
    ["an expired file", falFaults.expired(404), "expired"],
    ["a file that is gone", falFaults.expired(410), "expired"],
    ["silence", { kind: "hang", at: "body" }, "timedOut"],
  ] as const;
  for (const [name, fault, reason] of damaged) {
    test(`${name} → ${reason}`, async () => {
      const { server, backend, upscale } = await falWorld();
      await server.addFault({ route: "download", fault });
      const stallDeadline = fault.kind === "hang" ? 200 : 20_000;
      const error = await failure(upscale(backend({}, { stallDeadline })));
      assert.deepEqual([error.reason, error.ended], [reason, false]);
    });
  }

  test("bytes behind the announced end are not taken", async () => {
    const { server, upscale } = await falWorld();
    await server.addFault({ route: "download", fault: { kind: "overlong", extraBytes: 10 } });
    assert.equal((await upscale()).image.width, 32);
  });

  test("a damaged picture of the right length is not kept", async () => {
    const { server, upscale } = await falWorld({
      ...instantScript,
      output: { omit: ["file_size"] },
    });
    await server.addFault({
      route: "download",
      fault: {
        kind: "reply",
        status: 200,
        headers: { "content-type": "image/png" },
        body: "not a picture",
      },
    });
    const error = await failure(upscale());
    assert.deepEqual([error.reason, error.subject], ["damagedResult", "notAnImage"]);
  });

  test("it carries no key", async () => {
    const { upscale, backend, calls } = await falWorld();
    await upscale(backend({ key: "a:b", sendKeyToProxy: true }));
    assert.deepEqual(
      calls("download").map(({ keyed }) => keyed),
      [false],
    );
  });

  for (const url of [
    "http://example.com/x.png",
    "file:///etc/passwd",
    "https:",
    "ftp://127.0.0.1/x",
  ]) {
    test(`a result at ${url} is not fetched`, async () => {
      const { server, upscale, calls } = await falWorld();
      await server.addFault({
        route: "result",
        fault: { kind: "reply", status: 200, body: { image: { url } } },
      });
      assert.equal((await failure(upscale())).reason, "unreadableAnswer");
      assert.equal(calls("download").length, 0);
    });
  }
});

suite("cancelling", () => {
  for (const [policy, hold, expected] of [
    ["stop", "queued", "cancelled"],
    ["stop", "running", "cancelled"],
    ["tooLate", "running", "completed"],
  ] as const) {
    test(`a request that is ${hold}, policy ${policy} → ${expected}`, async () => {
      const { submit, backend, calls } = await falWorld({
        ...instantScript,
        hold: [hold],
        cancel: policy,
      });
      const request = await submit();
      assert.equal(await backend().cancel(request), expected);
      assert.deepEqual(
        calls("cancel").map(({ method }) => method),
        ["PUT"],
      );
    });
  }

  test("a server that does not answer leaves it unknown", async () => {
    const { server, submit, backend } = await falWorld();
    const request = await submit();
    await server.addFault({ route: "cancel", fault: falFaults.status(503) });
    assert.equal(await backend().cancel(request), "unknown");
  });
});
