import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { testKey } from "../support/falClients.ts";
import { submitByHand } from "../support/falQueue.ts";

const server = await startFalServer({ script: instantScript });
after(() => server.close());
beforeEach(() => server.reset());

/** Reads the status stream of a request and shows each chunk until the end, or until told to stop. */
async function readStream(id: string, onText: (text: string) => unknown): Promise<string> {
  const response = await fetch(
    `${server.url}/queue.fal.run/fal-ai/clarity-upscaler/requests/${id}/status/stream?logs=1`,
    { headers: { authorization: `Key ${testKey}` } },
  );
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  assert.ok(response.body);
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if ((await onText(text)) === "leave") {
      break;
    }
  }
  return text;
}

interface Event {
  readonly status: string;
  readonly logs: readonly { readonly message: string }[] | null;
}

const eventsIn = (text: string): Event[] =>
  text
    .split("\n\n")
    .filter((part) => part.startsWith("data: "))
    .map((part) => JSON.parse(part.slice("data: ".length)));

suite("the status stream", () => {
  test("tells every line once and ends with COMPLETED", async () => {
    await server.script({ logs: ["one", "two", "three"], hold: ["queued", "running:2"] });
    const { id } = await submitByHand(server.url);
    const text = await readStream(id, async (soFar) => {
      const isQueued = eventsIn(soFar).at(-1)?.status === "IN_QUEUE";
      await server.release({ point: isQueued ? "queued" : "running:2" });
    });
    const events = eventsIn(text);
    assert.deepEqual(
      events.flatMap(({ logs }) => logs ?? []).map(({ message }) => message),
      ["one", "two", "three"],
    );
    assert.equal(events[0]?.status, "IN_QUEUE");
    assert.equal(events.at(-1)?.status, "COMPLETED");
    assert.ok(text.endsWith("\n\n"));
  });

  test("pings while nothing happens", async () => {
    await server.configure({ pingMs: 5 });
    await server.hold("queued");
    const { id } = await submitByHand(server.url);
    const text = await readStream(id, (soFar) => soFar.includes(": ping\n\n") && "leave");
    assert.equal(eventsIn(text).length, 1);
    await server.waitFor({ route: "statusStream", state: "abandoned" });
  });
});
