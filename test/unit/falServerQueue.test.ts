import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { modelError, platformError } from "../fal-server/outcome.ts";
import { rawTqdmLines, tqdmLine, tqdmLines } from "../fal-server/tqdm.ts";
import { endpointId, testKey } from "../support/falClients.ts";
import { ask, submitByHand } from "../support/falQueue.ts";

const server = await startFalServer({ script: instantScript });
after(() => server.close());
beforeEach(() => server.reset());

const statusesOf = async () => (await server.jobs()).map(({ status }) => status);

suite("the queue of the fal server", () => {
  test("answers a submit with an id, three addresses and a position", async () => {
    await server.script({ queuePositions: [4], hold: ["queued"] });
    const { submitted, id } = await submitByHand(server.url);
    const url = `${server.url}/queue.fal.run/fal-ai/clarity-upscaler/requests/${id}`;
    assert.equal(submitted.status, 200);
    assert.equal(submitted.headers.get("x-fal-request-id"), id);
    assert.deepEqual(submitted.body, {
      status: "IN_QUEUE",
      request_id: id,
      response_url: url,
      status_url: `${url}/status`,
      cancel_url: `${url}/cancel`,
      logs: null,
      metrics: {},
      queue_position: 4,
    });
  });

  test("shows its positions one after another, then runs", async () => {
    await server.script({ queuePositions: [2, 1], hold: ["queued:0", "queued:1", "running:2"] });
    const request = await submitByHand(server.url);
    const shown: unknown[] = [];
    for (const point of ["queued:0", "queued:1", "running:2"] as const) {
      await server.waitForJob({ heldAt: point });
      const { status, body } = await request.status("?logs=1");
      shown.push([status, body["status"], body["queue_position"]]);
      await server.release({ point });
    }
    assert.deepEqual(shown, [
      [202, "IN_QUEUE", 2],
      [202, "IN_QUEUE", 1],
      [202, "IN_PROGRESS", undefined],
    ]);
    await server.waitForJob({ status: "COMPLETED" });
    const { status, body } = await request.status();
    assert.deepEqual([status, body["status"]], [200, "COMPLETED"]);
    assert.deepEqual(Object.keys(body["metrics"] ?? {}), ["inference_time"]);
  });

  test("runs two at a time and counts the others' places truthfully", async () => {
    await server.hold("running:1");
    const requests = [];
    for (let count = 0; count < 4; count += 1) {
      requests.push(await submitByHand(server.url));
    }
    const last = requests[3];
    assert.deepEqual(await statusesOf(), ["IN_PROGRESS", "IN_PROGRESS", "IN_QUEUE", "IN_QUEUE"]);
    assert.equal((await last?.status())?.body["queue_position"], 1);
    await server.waitForJob({ requestId: requests[0]?.id ?? "", heldAt: "running:1" });
    await server.release({ requestId: requests[0]?.id ?? "" });
    await server.waitForJob({ requestId: requests[2]?.id ?? "", heldAt: "running:1" });
    assert.equal((await last?.status())?.body["queue_position"], 0);
    await server.release();
    await server.waitForJob({ requestId: last?.id ?? "", status: "COMPLETED" });
  });

  test("lets normal requests pass those of low priority", async () => {
    await server.configure({ concurrency: 0 });
    const headers = { "x-fal-queue-priority": "low" };
    const low = await submitByHand(server.url, {}, { headers });
    const normal = await submitByHand(server.url);
    assert.equal((await low.status()).body["queue_position"], 1);
    assert.equal((await normal.status()).body["queue_position"], 0);
  });

  test("refuses to make a longer queue than the caller wants", async () => {
    await server.configure({ concurrency: 0 });
    await submitByHand(server.url);
    const query = "?fal_max_queue_length=0";
    assert.equal((await submitByHand(server.url, {}, { query })).submitted.status, 429);
    assert.equal((await server.jobs()).length, 1);
  });

  test("goes back into the queue, and shows a status that nobody knows", async () => {
    const interruptions = [
      { afterLogs: 1, status: "IN_QUEUE" },
      { afterLogs: 2, status: "PAUSED" },
    ];
    await server.script({ interruptions, hold: ["interrupted"] });
    const request = await submitByHand(server.url);
    await server.waitForJob({ heldAt: "interrupted", logLines: 1 });
    const queued = (await request.status("?logs=1")).body;
    assert.deepEqual([queued["status"], queued["queue_position"]], ["IN_QUEUE", 0]);
    await server.release({ point: "interrupted" });
    assert.equal((await server.waitForJob({ status: "COMPLETED" })).logLines, 18);
    await server.script({ interruptions: interruptions.slice(1), hold: ["interrupted"] });
    const other = await submitByHand(server.url);
    await server.waitForJob({ heldAt: "interrupted" });
    assert.equal((await other.status()).body["status"], "PAUSED");
  });

  test("answers 400 for a result that is not there yet, also under its alias", async () => {
    await server.hold("queued");
    const request = await submitByHand(server.url);
    const { status, body } = await request.result();
    assert.deepEqual([status, body], [400, { detail: "Request is still in progress" }]);
    const alias = await fetch(`${String(request.submitted.body["response_url"])}/response`, {
      headers: { authorization: "Key a:b" },
    });
    assert.equal(alias.status, 400);
  });

  test("forgets a finished request after its time", async () => {
    const request = await submitByHand(server.url);
    await server.waitForJob({ status: "COMPLETED" });
    await server.skipTime(3590);
    assert.equal((await request.result()).status, 200);
    await server.skipTime(20);
    const { status, body } = await request.result();
    assert.deepEqual([status, body], [404, { status: "NOT_FOUND" }]);
  });

  test("gives up a request that does not start in the time its caller allows", async () => {
    await server.hold("queued");
    const headers = { "x-fal-request-timeout": "0.01" };
    const request = await submitByHand(server.url, {}, { headers });
    await server.waitForJob({ resultStatus: 504 });
    const result = await request.result();
    assert.equal(result.headers.get("x-fal-request-timeout-type"), "user");
    assert.equal((await request.status()).body["error_type"], "request_timeout");
  });

  const failures = [
    [modelError("content_policy_violation", "Not allowed"), 422, "content_policy_violation"],
    [modelError("internal_server_error", "Oops"), 500, "internal_server_error"],
    [platformError("runner_disconnected", "Runner went away"), 503, "runner_disconnected"],
  ] as const;
  for (const [failure, code, errorType] of failures) {
    test(`shows ${errorType} as COMPLETED with an error, and ${code} as the result`, async () => {
      await server.script({ failure });
      const request = await submitByHand(server.url);
      await server.waitForJob({ status: "COMPLETED" });
      const { status, body } = await request.status();
      assert.deepEqual([status, body["error_type"]], [200, errorType]);
      assert.equal(typeof body["error"], "string");
      const result = await request.result();
      assert.deepEqual([result.status, result.body], [code, failure.body]);
    });
  }
});

suite("the synchronous endpoint", () => {
  const path = `/fal.run/${endpointId}`;

  test("refuses to run more at a time than the account may", async () => {
    await server.hold("running");
    await submitByHand(server.url);
    await submitByHand(server.url);
    const { status, body } = await ask(server.url, "POST", path, { body: {} });
    assert.deepEqual([status, body["error_type"]], [429, "concurrent_requests_limit"]);
  });

  test("answers with the model's own error", async () => {
    const { status, headers } = await ask(server.url, "POST", path, { body: {} });
    assert.deepEqual([status, headers.get("x-fal-retryable")], [422, "false"]);
  });

  test("stops working when its caller leaves", async () => {
    await server.hold("queued");
    const leave = new AbortController();
    const headers = { authorization: `Key ${testKey}` };
    const asked = ask(server.url, "POST", path, { body: {}, headers, signal: leave.signal });
    await server.waitForJob({ heldAt: "queued:0" });
    leave.abort();
    await assert.rejects(asked, { name: "AbortError" });
    await server.waitForJob({ resultStatus: 499 });
  });
});

suite("cancelling at the fal server", () => {
  test("takes a waiting request out of the queue at once", async () => {
    await server.hold("queued");
    const request = await submitByHand(server.url);
    const { status, body } = await request.cancel();
    assert.deepEqual([status, body], [202, { status: "CANCELLATION_REQUESTED" }]);
    assert.equal((await request.status()).body["error_type"], "client_cancelled");
    assert.equal((await request.result()).status, 499);
  });

  test("can lose the race against the result", async () => {
    await server.script({ cancel: "tooLate", hold: ["running:5"] });
    const request = await submitByHand(server.url);
    await server.waitForJob({ heldAt: "running:5" });
    const { status, body } = await request.cancel();
    assert.deepEqual([status, body], [400, { status: "ALREADY_COMPLETED" }]);
    assert.equal((await request.result()).status, 200);
  });

  test("can be accepted without effect", async () => {
    await server.script({ cancel: "finishAnyway", hold: ["running:5"] });
    const request = await submitByHand(server.url);
    assert.equal((await request.cancel()).status, 202);
    await server.release();
    const job = await server.waitForJob({ status: "COMPLETED" });
    assert.deepEqual([job.cancelRequested, job.resultStatus], [true, 200]);
  });

  test("can make the server forget the request", async () => {
    await server.script({ cancel: "forget", hold: ["running"] });
    const request = await submitByHand(server.url);
    assert.equal((await request.cancel()).status, 202);
    assert.equal((await request.status()).status, 404);
    assert.equal((await request.cancel()).status, 404);
  });
});

suite("the log of a job", () => {
  test("is a progress bar, step by step, when nothing else is scripted", async () => {
    await server.script({ queueMs: 1, runMs: 20 });
    const request = await submitByHand(server.url);
    await server.waitForJob({ status: "COMPLETED" });
    const { logs } = (await request.status("?logs=1")).body;
    assert.ok(Array.isArray(logs));
    assert.deepEqual(
      logs.map(({ message }) => message),
      tqdmLines(18),
    );
    assert.equal(tqdmLine(10, 18), "Upscaling: 56%|█████▌    | 10/18 [00:01<00:00]");
  });

  test("carries what terminals are sent as it is", async () => {
    await server.script({ logs: rawTqdmLines(1) });
    const request = await submitByHand(server.url);
    await server.waitForJob({ status: "COMPLETED" });
    assert.match((await request.status("?logs=1")).text, /\\r\\u001b\[32mUpscaling: 100%/);
  });

  const shapes = [
    ["labels", ["labels", "message", "timestamp"]],
    ["emptyLabels", ["labels", "message", "timestamp"]],
    ["topLevel", ["level", "message", "source", "timestamp"]],
    ["bare", ["message", "timestamp"]],
  ] as const;
  for (const [logShape, keys] of shapes) {
    test(`has the keys of the shape ${logShape}`, async () => {
      await server.script({ logShape, logs: [{ message: "one", level: "INFO" }] });
      const request = await submitByHand(server.url);
      await server.waitForJob({ status: "COMPLETED" });
      const { logs } = (await request.status("?logs=true")).body;
      assert.ok(Array.isArray(logs));
      assert.deepEqual(Object.keys(logs[0]).sort(), keys);
      assert.equal(logs[0].message, "one");
    });
  }

  const deliveries = [
    ["cumulative", [2, 3]],
    ["incremental", [2, 1]],
    ["null", [null, null]],
  ] as const;
  for (const [logDelivery, lengths] of deliveries) {
    test(`comes ${logDelivery} by polling`, async () => {
      await server.script({
        logDelivery,
        logs: tqdmLines(3),
        hold: ["running:2", "running:3"],
      });
      const request = await submitByHand(server.url);
      const seen: unknown[] = [];
      for (const point of ["running:2", "running:3"] as const) {
        await server.waitForJob({ heldAt: point });
        const { logs } = (await request.status("?logs=1")).body;
        seen.push(Array.isArray(logs) ? logs.length : logs);
        await server.release({ point });
      }
      assert.deepEqual(seen, lengths);
    });
  }

  test("is null to who does not ask for it", async () => {
    const request = await submitByHand(server.url);
    await server.waitForJob({ status: "COMPLETED" });
    assert.equal((await request.status("?logs=0")).body["logs"], null);
  });
});
