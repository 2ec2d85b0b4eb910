import { createParser } from "eventsource-parser";
import { parseJson } from "../../core/parseJson.ts";
import { isFalStatus } from "./falStatus.ts";
import type { FalStatus } from "./falStatus.ts";

/** Bytes. Whoever sends more about one request is not listened to any longer. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The statuses in a body of server-sent events, those of one read together, so that a flood is told in few pieces.
 * Ends with the body, with more bytes than anybody needs, or before the first event that is no status.
 */
export async function* answersIn(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<readonly FalStatus[], void, void> {
  const events: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => events.push(data) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let bytes = 0;
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    bytes += value.length;
    parser.feed(decoder.decode(value, { stream: true }));
    const answers = events.splice(0).map(parseJson);
    yield answers.filter(isFalStatus);
    if (bytes > mostBytes || !answers.every(isFalStatus)) {
      return;
    }
  }
}
