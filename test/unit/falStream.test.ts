import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { RequestStatus } from "../../src/core/backend.ts";
import { isAbort } from "../../src/core/errors.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import type { Fault } from "../fal-server/faults.ts";
import { instantScript } from "../fal-server/script.ts";
import { falWorld, testKey } from "../support/falWorld.ts";

const linesOf = (statuses: readonly RequestStatus[]) =>
  statuses.flatMap((status) => ("lines" in status ? status.lines : []));

/** An answer in the place of the stream, with the stream's own content type. */
const events = (body: string): Fault => ({
  kind: "reply",
  status: 200,
  headers: { "content-type": "text/event-stream" },
  body,
});

suite("following a request by its stream", () => {
  test("tells the number ahead and each log line as it comes, without a poll", async () => {
    const hold = ["queued:0", "running:1", "running:2"] as const;
    const logs = ["one", "50%|█ | 1/2\r", "two"];
    const { server, submit, backend, calls, signal } = await falWorld({
      ...instantScript,
      queuePositions: [3],
      logs,
      hold,
    });
    const statuses: RequestStatus[] = [];
    const request = await submit();
    const onStatus = (status: RequestStatus) => {
      statuses.push(status);
      // The job goes on only when its last step was told.
      void server.release({ point: hold[linesOf(statuses).length] ?? "completed" });
    };
    await backend().follow(request, onStatus, signal.signal);
    assert.deepEqual(statuses[0], { phase: "queued", ahead: 3, lines: [] });
    assert.deepEqual(linesOf(statuses), ["one", "50% 1/2", "two"]);
    assert.deepEqual(statuses.at(-1), { phase: "downloading" });
    assert.deepEqual([calls("statusStream").length, calls("status").length], [1, 0]);
  });

  test("reports the end before it asks for the result", async () => {
    const { submit, backend, calls, signal } = await falWorld();
    const request = await submit();
    let asked: number | undefined;
    const onStatus = ({ phase }: RequestStatus) => {
      asked ??= phase === "downloading" ? calls("result").length : undefined;
    };
    await backend().follow(request, onStatus, signal.signal);
    assert.equal(asked, 0);
  });

  test("asks for logs, through a proxy without the key, directly with it", async () => {
    const { backend, upscale, calls } = await falWorld();
    await upscale();
    // The result that it finds is on this machine, where fal has none, and so is not fetched.
    const direct = upscale(backend({ proxyUrl: "", key: testKey }));
    await assert.rejects(direct, { subject: "url" });
    const stream =
      /^https:\/\/queue\.fal\.run\/fal-ai\/clarity-upscaler\/requests\/[^/]+\/status\/stream\?logs=1$/;
    assert.deepEqual(
      calls("statusStream").map(({ form, keyed }) => [form, keyed]),
      [
        ["proxy", false],
        ["prefix", true],
      ],
    );
    assert.match(calls("statusStream")[0]?.targetUrl ?? "", stream);
    assert.deepEqual(calls("statusStream")[1]?.query, { logs: "1" });
  });

  test("an abort lets go of the connection", async () => {
    const { server, submit, backend, signal } = await falWorld({
      ...instantScript,
      hold: ["queued"],
    });
    const request = await submit();
    const following = backend().follow(request, () => signal.abort(), signal.signal);
    await assert.rejects(following, isAbort);
    await server.waitFor({ route: "statusStream", state: "abandoned" });
  });

  test("a stream that gets old is followed by another, and no line comes twice", async () => {
    const { server, backend, upscale } = await falWorld({
      ...instantScript,
      logs: ["one", "two"],
      hold: ["running:1"],
    });
    const following = upscale(backend({}, { streamLife: 20 }));
    await server.waitFor({ route: "statusStream", state: "abandoned" }, 3);
    await server.release();
    assert.deepEqual(linesOf((await following).statuses), ["one", "two"]);
  });
});

suite("a stream that cannot be followed", () => {
  const useless: readonly (readonly [name: string, fault: Fault])[] = [
    ["404", falFaults.status(404)],
    ["401", falFaults.badKey()],
    ["429", falFaults.tooManyRequests(0)],
    ["502", falFaults.htmlPage(502)],
    ["a page with 200", falFaults.htmlPage(200)],
    ["JSON with 200", { kind: "reply", status: 200, body: { status: "IN_PROGRESS" } }],
    ["another type", falFaults.contentType("text/plain")],
    ["a redirect", { kind: "reply", status: 302, headers: { location: "/elsewhere" } }],
    ["a reset", falFaults.resetBefore()],
    ["silence", { kind: "hang", at: "answer" }],
    ["nothing", events("")],
    ["no JSON", events("data: {\n\n")],
    ["no status", events('data: {"detail":"?"}\n\n')],
    ["null", events("data: null\n\n")],
    ["pings alone", events(": ping\n\n: ping\n\n")],
    ["a line without end", events("x".repeat(5_000_000))],
    ["events without end", events("data: 1\n".repeat(600_000))],
  ];
  for (const [name, fault] of useless) {
    test(`leaves it to polls: ${name}`, async () => {
      const { server, backend, upscale, calls } = await falWorld({
        ...instantScript,
        logs: ["one", "two"],
        hold: ["running:1"],
      });
      await server.addFault({ route: "statusStream", fault });
      const following = upscale(backend({}, { streamStart: fault.kind === "hang" ? 50 : 20_000 }));
      await server.waitFor({ route: "status" }, 4);
      await server.release();
      const { image, statuses } = await following;
      assert.equal(image.width, 32);
      assert.deepEqual(linesOf(statuses), ["one", "two"]);
      // Twice in vain is enough.
      assert.equal(calls("statusStream").length, 2);
      assert.equal(calls("submit").length, 1);
      assert.equal(calls("unknown").length, 0);
    });
  }

  const broken: readonly (readonly [name: string, fault: Fault])[] = [
    ["ends", falFaults.truncatedJson()],
    ["is cut off", falFaults.truncatedBody()],
    ["is reset", { kind: "reset", when: "body" }],
    ["falls silent", { kind: "hang", at: "body" }],
  ];
  for (const [name, fault] of broken) {
    test(`is opened again when it ${name} after a word, and no line comes twice`, async () => {
      const { server, backend, upscale, calls } = await falWorld({
        ...instantScript,
        logs: ["one", "two"],
        hold: ["running:1"],
      });
      await server.addFault({ route: "statusStream", times: 3, fault });
      const following = upscale(
        backend({}, { streamSilence: fault.kind === "hang" ? 50 : 20_000 }),
      );
      await server.waitFor({ route: "statusStream", state: "any" }, 4);
      await server.release();
      assert.deepEqual(linesOf((await following).statuses), ["one", "two"]);
      assert.equal(calls("status").length, 0);
      assert.equal(calls("submit").length, 1);
    });
  }

  test("does not stop a final answer: the poll says it", async () => {
    const { server, upscale, calls } = await falWorld();
    await server.addFault({ route: "statusStream", fault: falFaults.status(403) });
    await server.addFault({ route: "status", fault: falFaults.status(403) });
    await assert.rejects(upscale(), { reason: "forbidden" });
    assert.equal(calls("status").length, 1);
  });
});
