import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, beforeEach, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { instantScript } from "../fal-server/script.ts";
import { prefixClient } from "../support/falClients.ts";
import { submitByHand } from "../support/falQueue.ts";
import type { Fault } from "../fal-server/faults.ts";

const server = await startFalServer({ script: instantScript });
after(() => server.close());
beforeEach(() => server.reset());

/** An upload by the real client, which makes one call to storage without trying again. */
const upload = () => prefixClient(server.url).storage.upload(new File(["hello"], "a.txt"));

const failed = async () => assert.fail("the request should have failed");

suite("@fal-ai/client meets a fault", () => {
  const seen: readonly (readonly [string, Fault, object])[] = [
    ["429", falFaults.tooManyRequests(7), { name: "ApiError", status: 429 }],
    [
      "500",
      falFaults.status(500),
      { name: "ApiError", status: 500, body: { detail: "Status 500" } },
    ],
    ["502", falFaults.status(502), { status: 502 }],
    ["503", falFaults.status(503), { status: 503 }],
    ["504", falFaults.status(504), { status: 504, isUserTimeout: false }],
    ["504 of its own timeout", falFaults.userTimeout(), { status: 504, isUserTimeout: true }],
    ["401", falFaults.badKey(), { status: 401, body: { detail: "invalid key credentials" } }],
    ["403", falFaults.lockedAccount(), { status: 403, message: "Forbidden" }],
    ["404", falFaults.status(404), { status: 404 }],
    ["408", falFaults.status(408), { status: 408 }],
    ["410", falFaults.status(410), { status: 410 }],
    ["an HTML page", falFaults.htmlPage(502), { name: "ApiError", status: 502, body: undefined }],
    ["problem+json", falFaults.problemJson(500), { status: 500, body: undefined }],
    ["truncated JSON", falFaults.truncatedJson(), { name: "SyntaxError" }],
    ["a body that breaks off", falFaults.truncatedBody(), { message: "terminated" }],
    ["a reset before", falFaults.resetBefore(), { message: "fetch failed" }],
    ["a reset after", falFaults.resetAfter(), { message: "fetch failed" }],
    ["a reset within", { kind: "reset", when: "body" }, { message: "terminated" }],
  ];
  for (const [what, fault, error] of seen) {
    test(`and sees ${what}`, async () => {
      await server.addFault({ route: "initiate", fault });
      await assert.rejects(upload(), error);
      const entries = await server.readJournal({ route: "initiate" });
      assert.deepEqual(
        entries.map((entry) => entry.fault),
        [fault.kind],
      );
    });
  }

  test("on its second call only, or on the first two", async () => {
    await server.addFault({ route: "initiate", on: 2, fault: falFaults.status(500) });
    await server.addFault({ route: "upload", times: 2, fault: falFaults.status(503) });
    const outcomes: unknown[] = [];
    for (let call = 0; call < 4; call += 1) {
      outcomes.push(
        await upload().then(
          () => "ok",
          ({ status }) => status,
        ),
      );
    }
    assert.deepEqual(outcomes, [503, 500, 503, "ok"]);
  });

  test("and loses the request id", async () => {
    const { id } = await submitByHand(server.url);
    await server.waitForJob({ status: "COMPLETED" });
    await server.addFault({ route: "result", fault: falFaults.noRequestId() });
    const fal = prefixClient(server.url);
    const { requestId } = await fal.queue.result("fal-ai/clarity-upscaler", { requestId: id });
    assert.equal(requestId, "");
  });

  test("that lasts for an hour, and goes away", async () => {
    await server.addFault({ route: "initiate", fault: falFaults.htmlPage(200, "Log in to Wi-Fi") });
    assert.equal(await upload().then(failed, ({ name }) => name), "TypeError");
    await server.clearFaults();
    assert.match(await upload(), /\/files\/b\//);
  });
});

suite("a submit whose connection is reset", () => {
  test("before the server took it leaves no job", async () => {
    await server.addFault({ route: "submit", fault: falFaults.resetBefore() });
    await assert.rejects(submitByHand(server.url), ({ cause }) => cause.code === "ECONNRESET");
    assert.deepEqual(await server.jobs(), []);
    const [entry] = await server.readJournal({ route: "submit" });
    assert.deepEqual([entry?.processed, entry?.state, entry?.status], [false, "reset", null]);
  });

  test("after the server took it leaves one", async () => {
    await server.addFault({ route: "submit", fault: falFaults.resetAfter() });
    await assert.rejects(submitByHand(server.url), { message: "fetch failed" });
    const jobs = await server.jobs();
    assert.equal(jobs.length, 1);
    const [entry] = await server.readJournal({ route: "submit" });
    assert.deepEqual([entry?.processed, entry?.requestId], [true, jobs[0]?.requestId]);
  });

  test("with a 503 leaves one only if the server is told to", async () => {
    await server.addFault({ route: "submit", on: 1, fault: falFaults.status(503) });
    await server.addFault({
      route: "submit",
      on: 2,
      fault: { kind: "reply", status: 503, processed: true },
    });
    const statuses = [await submitByHand(server.url), await submitByHand(server.url)];
    assert.deepEqual(
      statuses.map(({ submitted }) => submitted.status),
      [503, 503],
    );
    assert.equal((await server.jobs()).length, 1);
  });
});

suite("a download meets a fault", () => {
  const bytes = Buffer.alloc(4000, "0123456789");
  const uploaded = () => prefixClient(server.url).storage.upload(new File([bytes], "a.bin"));
  const download = async (signal?: AbortSignal) =>
    fetch(await uploaded(), signal ? { signal } : {});

  test("and is not there any more", async () => {
    await server.addFault({ route: "download", fault: falFaults.expired(410) });
    const response = await download();
    assert.deepEqual([response.status, await response.text()], [410, "Gone"]);
  });

  test("and breaks off before the announced length", async () => {
    await server.addFault({ route: "download", fault: falFaults.truncatedBody() });
    const response = await download();
    assert.equal(response.headers.get("content-length"), "4000");
    await assert.rejects(response.arrayBuffer(), { message: "terminated" });
  });

  test("and is shorter than the file, though all that was announced", async () => {
    await server.addFault({ route: "download", fault: falFaults.truncatedJson() });
    const response = await download();
    assert.equal((await response.arrayBuffer()).byteLength, 2000);
  });

  test("and has another content type", async () => {
    await server.addFault({ route: "download", fault: falFaults.contentType("text/html") });
    assert.equal((await download()).headers.get("content-type"), "text/html");
  });

  test("and goes on after the announced length", async () => {
    await server.addFault({ route: "download", fault: { kind: "overlong", extraBytes: 100 } });
    const { host, port, hostname, pathname } = new URL(await uploaded());
    const socket = connect(Number(port), hostname);
    socket.end(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    const [head = "", body = ""] = Buffer.concat(await socket.toArray())
      .toString()
      .split("\r\n\r\n");
    assert.match(head, /content-length: 4000/i);
    assert.equal(body.length, 4100);
  });

  test("and trickles in whole", async () => {
    const fault = { kind: "trickle", bytesPerSecond: 40_000 } as const;
    await server.addFault({ route: "download", fault });
    const response = await download();
    const chunks = [];
    assert.ok(response.body);
    for await (const chunk of response.body) {
      chunks.push(Buffer.from(chunk));
    }
    assert.ok(chunks.length > 1);
    assert.ok(Buffer.concat(chunks).equals(bytes));
  });

  for (const at of ["answer", "body"] as const) {
    test(`and hangs at the ${at} until its caller gives up`, async () => {
      await server.addFault({ route: "download", fault: { kind: "hang", at } });
      const leave = new AbortController();
      const body = download(leave.signal).then((response) => response.arrayBuffer());
      await server.waitFor({ route: "download", state: "open" });
      leave.abort();
      await assert.rejects(body, { name: "AbortError" });
      await server.waitFor({ route: "download", state: "abandoned" });
    });
  }
});

suite("the network of the fal server", () => {
  test("can be slow both ways, and far away", async () => {
    await server.configure({
      network: { uploadBytesPerSecond: 1e6, downloadBytesPerSecond: 1e6, latencyMs: 1 },
    });
    const fal = prefixClient(server.url);
    const began = performance.now();
    const url = await fal.storage.upload(new File([Buffer.alloc(50_000)], "a.bin"));
    assert.equal((await (await fetch(url)).arrayBuffer()).byteLength, 50_000);
    // Timers never fire early by more than a millisecond, however busy the machine is.
    assert.ok(performance.now() - began > 90);
  });
});
