import { digestOf, keyOf } from "./auth.ts";
import type { IncomingMessage } from "node:http";
import type { Address } from "./address.ts";
import type { JournalEntry } from "./journal.ts";

/** What the journal can say of a request before its body has been read. */
export function newEntry(
  request: IncomingMessage,
  address: Address,
  route: string,
  at: number,
): Omit<JournalEntry, "sequence"> {
  const key = keyOf(request.headers.authorization);
  return {
    at,
    method: request.method ?? "GET",
    route,
    form: address.form,
    host: address.host,
    path: address.path,
    query: Object.fromEntries(address.query),
    headers: redacted(request),
    keyed: key !== null,
    keyDigest: key === null ? null : digestOf(key),
    targetUrl: address.targetUrl,
    bodyBytes: 0,
    bodyDigest: null,
    json: null,
    fault: null,
    processed: false,
    state: "open",
    status: null,
    requestId: null,
  };
}

function redacted({ headers }: IncomingMessage): Record<string, string> {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return {
    ...Object.fromEntries(texts),
    ...(headers.authorization !== undefined && { authorization: "REDACTED" }),
  };
}
