import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { answersIn } from "../../src/backends/fal/answersIn.ts";
import type { FalStatus } from "../../src/backends/fal/falStatus.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A body in the given pieces, and how many of its bytes were asked for. */
function bodyOf(pieces: Iterable<Uint8Array>) {
  const source = pieces[Symbol.iterator]();
  const taken = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { value, done } = source.next();
      if (done === true) {
        controller.close();
        return;
      }
      taken.bytes += value.length;
      controller.enqueue(value);
    },
  });
  return { body, taken };
}

async function read(body: ReadableStream<Uint8Array>): Promise<FalStatus[]> {
  const all: FalStatus[] = [];
  for await (const answers of answersIn(body)) {
    all.push(...answers);
  }
  return all;
}

function* forEver(text: string) {
  const piece = bytesOf(text.repeat(Math.ceil(65_536 / text.length)));
  while (true) {
    yield piece;
  }
}

suite("the statuses of an event stream", () => {
  const queued = { status: "IN_QUEUE", logs: [{ message: "Größe 🖼" }] };
  const completed = { status: "COMPLETED", logs: null };

  for (const [name, end] of [
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ] as const) {
    test(`are whole wherever the bytes are parted, lines ending with ${name}`, async () => {
      const event = (status: object) =>
        `: ping${end}${end}data: ${JSON.stringify(status)}${end}${end}`;
      const text = bytesOf(`\u{FEFF}${event(queued)}${event(completed)}`);
      for (const size of [1, 2, 3, 7, text.length]) {
        const count = Math.ceil(text.length / size);
        const pieces = Array.from({ length: count }, (_, index) =>
          text.slice(index * size, (index + 1) * size),
        );
        // What ends the last event is only known with what comes after it.
        const { body } = bodyOf([...pieces, bytesOf(end)]);
        assert.deepEqual(await read(body), [queued, completed], `${size} bytes`);
      }
    });
  }

  test("end before what is none", async () => {
    const text = `data: ${JSON.stringify(queued)}\n\ndata: 1\n\n`;
    const { body } = bodyOf([bytesOf(text), bytesOf(`data: ${JSON.stringify(completed)}\n\n`)]);
    assert.deepEqual(await read(body), [queued]);
  });

  for (const [name, text] of [
    ["a line", "x"],
    ["a line of data", "data: x"],
    ["an event", "data: 1\n"],
    ["pings", ": ping\n\n"],
    ["statuses", 'data: {"status":"IN_PROGRESS"}\n\n'],
  ] as const) {
    test(`${name} without end: is left after a few megabytes`, async () => {
      const { body, taken } = bodyOf(forEver(text));
      await read(body).catch(() => undefined);
      assert.ok(taken.bytes < 5_000_000, `${taken.bytes}`);
    });
  }
});
