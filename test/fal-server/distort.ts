import type { Fault } from "./faults.ts";
import type { Reply } from "./reply.ts";

/** An answer as it is to go over the wire, faults included. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | AsyncIterable<Buffer>;
  /** What happens after the body, or in the middle of it where `body` was cut. */
  readonly ending: "end" | "close" | "reset" | "hang";
  readonly bytesPerSecond?: number;
}

/** Applies a fault to an answer. Faults that prevent an answer are not this function's business. */
export function distorted(reply: Reply, fault: Fault | undefined): WireReply {
  const headers = { ...lengthOf(reply.body), ...reply.headers };
  const plain: WireReply = { status: reply.status, headers, body: reply.body, ending: "end" };
  switch (fault?.kind) {
    case "trickle":
      return { ...plain, bytesPerSecond: fault.bytesPerSecond };
    case "truncate": {
      const body = firstPart(reply.body, fault.keep ?? 0.5);
      return fault.announce === "full"
        ? { ...plain, body, ending: "close" }
        : { ...plain, body, headers: { ...headers, ...lengthOf(body) } };
    }
    case "reset":
      return { ...plain, body: firstPart(reply.body, 0.5), ending: "reset" };
    case "hang":
      return { ...plain, body: firstPart(reply.body, 0.5), ending: "hang" };
    case "overlong":
      return { ...plain, body: withExtra(reply.body, fault.extraBytes) };
    case "headers":
      return { ...plain, headers: withHeaders(headers, fault.set) };
    default:
      return plain;
  }
}

function lengthOf(body: WireReply["body"]): Record<string, string> {
  return Buffer.isBuffer(body) ? { "content-length": String(body.length) } : {};
}

/** The beginning of a body; of a stream, its first event. */
function firstPart(body: WireReply["body"], keep: number): WireReply["body"] {
  return Buffer.isBuffer(body) ? body.subarray(0, Math.floor(body.length * keep)) : first(body);
}

async function* first(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    yield chunk;
    return;
  }
}

function withExtra(body: WireReply["body"], extraBytes: number): WireReply["body"] {
  return Buffer.isBuffer(body) ? Buffer.concat([body, Buffer.alloc(extraBytes, "x")]) : body;
}

function withHeaders(
  headers: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const changed = new Map<string, string | null>(Object.entries({ ...headers, ...changes }));
  return Object.fromEntries(
    [...changed].flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}
