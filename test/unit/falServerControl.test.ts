import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, beforeEach, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { FalServerControl } from "../fal-server/falServerControl.ts";
import { instantScript } from "../fal-server/script.ts";
import { prefixClient, proxyClient, testKey } from "../support/falClients.ts";
import { submitByHand } from "../support/falQueue.ts";

const server = await startFalServer({ script: instantScript });
const control = new FalServerControl(`${server.url}/`);
after(() => server.close());
beforeEach(() => control.reset());

suite("FalServerControl", () => {
  test("scripts and holds jobs, waits for them and lets them go", async () => {
    await control.script({ logs: ["one", "two"] });
    await control.hold("running:1", "completed");
    const { id } = await submitByHand(server.url);
    const held = await control.waitForJob({ heldAt: "running:1" });
    assert.deepEqual(held, {
      requestId: id,
      endpoint: "fal-ai/clarity-upscaler",
      status: "IN_PROGRESS",
      queuePosition: null,
      heldAt: "running:1",
      logLines: 1,
      cancelRequested: false,
      resultStatus: null,
    });
    await control.release({ point: "running:1" });
    assert.equal((await control.waitForJob({ heldAt: "completed" })).logLines, 2);
    await control.release();
    assert.equal((await control.waitForJob({ status: "COMPLETED" })).resultStatus, 200);
    assert.equal((await control.jobs()).length, 1);
  });

  test("releases a point before a job has come to it", async () => {
    await control.hold("queued", "running:18");
    const { id } = await submitByHand(server.url);
    await control.release({ point: "running:18", requestId: id });
    await control.release({ point: "queued" });
    await control.waitForJob({ requestId: id, status: "COMPLETED" });
  });

  test("scripts the next few jobs only", async () => {
    await control.script({ hold: ["queued"] }, 1);
    await submitByHand(server.url);
    const { id } = await submitByHand(server.url);
    await control.waitForJob({ requestId: id, status: "COMPLETED" });
    assert.deepEqual(
      (await control.jobs()).map(({ heldAt }) => heldAt),
      ["queued:0", null],
    );
  });

  test("adds faults and takes them away", async () => {
    await control.addFault({ route: "submit", fault: falFaults.status(500) });
    assert.equal((await submitByHand(server.url)).submitted.status, 500);
    await control.clearFaults();
    assert.equal((await submitByHand(server.url)).submitted.status, 200);
  });

  test("waits for requests that have not come yet", async () => {
    const waiting = control.waitFor({ route: "submit", status: 200 }, 2);
    await submitByHand(server.url);
    await submitByHand(server.url);
    assert.deepEqual(
      (await waiting).map(({ sequence }) => sequence),
      [1, 2],
    );
  });

  test("says what there was instead of what it waited for", async () => {
    await submitByHand(server.url);
    await assert.rejects(control.waitFor({ route: "cancel" }, 1, 1), /POST submit/);
    await assert.rejects(control.waitForJob({ status: "LOST" }, 1), /fal-ai\/clarity-upscaler/);
  });

  test("resets everything", async () => {
    await control.configure({ keys: ["a:b"] });
    await control.addFault({ route: "any", fault: falFaults.resetBefore() });
    await control.hold("queued");
    await control.reset();
    const { submitted } = await submitByHand(server.url);
    assert.equal(submitted.status, 200);
    await control.waitForJob({ status: "COMPLETED" });
    assert.equal((await control.readJournal()).length, 1);
  });

  test("reads the same journal as the server's own process", async () => {
    await submitByHand(server.url);
    assert.deepEqual(await control.readJournal(), JSON.parse(JSON.stringify(server.journal)));
  });

  test("does not know other verbs", async () => {
    assert.equal((await fetch(`${server.url}/__control/close`, { method: "POST" })).status, 404);
  });
});

suite("the journal of the fal server", () => {
  test("keeps what was sent, but no key and no picture", async () => {
    const { id } = await submitByHand(server.url, { seed: 3 }, { query: "?a=1" });
    const [entry] = await server.readJournal({ route: "submit" });
    assert.ok(entry);
    assert.equal(JSON.stringify(entry).includes("ksecret"), false);
    assert.equal(entry.headers["authorization"], "REDACTED");
    assert.deepEqual([entry.keyed, entry.requestId, entry.query], [true, id, { a: "1" }]);
    const digest = createHash("sha256").update(testKey).digest("hex").slice(0, 12);
    assert.equal(entry.keyDigest, digest);
    const { image_url } = JSON.parse(JSON.stringify(entry.json));
    assert.match(image_url, /^data:image\/png;base64,…\(\d+ characters\)$/);
  });

  test("measures bodies and shows where a proxy was to go", async () => {
    const bytes = Buffer.from("hello");
    await proxyClient(server.url).storage.upload(new File([bytes], "a.txt"));
    const [initiated] = await server.readJournal({ route: "initiate" });
    assert.equal(
      initiated?.targetUrl,
      "https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3",
    );
    assert.equal(initiated?.keyed, false);
    const [uploaded] = await server.readJournal({ route: "upload" });
    const digest = createHash("sha256").update(bytes).digest("hex");
    assert.deepEqual([uploaded?.bodyBytes, uploaded?.bodyDigest], [5, digest]);
  });

  test("counts the requests in the order of their arrival", async () => {
    const fal = prefixClient(server.url);
    await fal.storage.upload(new File(["a"], "a.txt"));
    await submitByHand(server.url);
    assert.deepEqual(
      server.journal.map(({ sequence, route, state }) => [sequence, route, state]),
      [
        [1, "initiate", "answered"],
        [2, "upload", "answered"],
        [3, "submit", "answered"],
      ],
    );
  });
});
