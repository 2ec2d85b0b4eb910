import { pieces, travel } from "./pace.ts";
import type { ServerResponse } from "node:http";
import type { WireReply } from "./distort.ts";

/** How an exchange ended, as the journal tells it. */
export type Ending = "answered" | "reset";

/** Writes an answer at the given speed. Rejects when the caller goes away first. */
export async function deliver(
  response: ServerResponse,
  reply: WireReply,
  bytesPerSecond: number | null,
  signal: AbortSignal,
): Promise<Ending> {
  response.writeHead(reply.status, reply.headers);
  response.flushHeaders();
  const speed = reply.bytesPerSecond ?? bytesPerSecond;
  const chunks = Buffer.isBuffer(reply.body) ? [reply.body] : reply.body;
  for await (const chunk of chunks) {
    for (const piece of pieces(chunk, speed)) {
      await travel(piece.length, speed, signal);
      await write(response, piece, signal);
    }
  }
  switch (reply.ending) {
    case "end":
      await end(response, signal);
      return "answered";
    case "close":
      response.socket?.end();
      return "reset";
    case "reset":
      response.socket?.resetAndDestroy();
      return "reset";
    case "hang":
      return await silence(signal);
  }
}

/** Cuts the connection with a TCP reset, so that the caller sees ECONNRESET. */
export function reset(response: ServerResponse): Ending {
  response.socket?.resetAndDestroy();
  return "reset";
}

/** Says nothing until the caller gives up; never resolves. */
export function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(new Error("the caller went away"));
    signal.addEventListener("abort", giveUp, { once: true });
    if (signal.aborted) {
      giveUp();
    }
  });
}

function write(response: ServerResponse, bytes: Buffer, signal: AbortSignal): Promise<void> {
  return orAborted(signal, (done) => response.write(bytes, done));
}

function end(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return orAborted(signal, (done) => response.end(done));
}

function orAborted(
  signal: AbortSignal,
  start: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error("the caller went away"));
    signal.addEventListener("abort", giveUp, { once: true });
    start((error) => {
      signal.removeEventListener("abort", giveUp);
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
    if (signal.aborted) {
      giveUp();
    }
  });
}
