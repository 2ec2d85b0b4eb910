import { endpointId, testKey } from "./falClients.ts";
import { dataUri, samplePng } from "./falPictures.ts";

/** A reply of the server, read to its end. */
export interface ReadReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, or null. */
  readonly body: Record<string, unknown>;
}

/** Asks a service of a local fal server by hand, with a key unless told otherwise. */
export async function ask(
  serverUrl: string,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<ReadReply> {
  const { body, headers = { authorization: `Key ${testKey}` } } = options;
  const patience = AbortSignal.timeout(60_000);
  const response = await fetch(`${serverUrl}${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: options.signal ? AbortSignal.any([options.signal, patience]) : patience,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: toRecord(text) };
}

function toRecord(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A request in a local server's queue, asked by hand. */
export class QueuedByHand {
  readonly submitted: ReadReply;
  readonly id: string;
  readonly #serverUrl: string;

  constructor(serverUrl: string, submitted: ReadReply) {
    this.#serverUrl = serverUrl;
    this.submitted = submitted;
    this.id = String(submitted.body["request_id"]);
  }

  status(query = ""): Promise<ReadReply> {
    return this.#ask("GET", `/status${query}`);
  }

  result(): Promise<ReadReply> {
    return this.#ask("GET", "");
  }

  cancel(): Promise<ReadReply> {
    return this.#ask("PUT", "/cancel");
  }

  #ask(method: string, path: string): Promise<ReadReply> {
    const base = `/queue.fal.run/${endpointId}/requests/${this.id}`;
    return ask(this.#serverUrl, method, base + path);
  }
}

/** Submits a small picture with these inputs. */
export async function submitByHand(
  serverUrl: string,
  input: Record<string, unknown> = {},
  options: { query?: string; headers?: Record<string, string> } = {},
): Promise<QueuedByHand> {
  const body = { image_url: dataUri(await samplePng(12, 8)), ...input };
  const headers = { authorization: `Key ${testKey}`, ...options.headers };
  const path = `/queue.fal.run/${endpointId}${options.query ?? ""}`;
  return new QueuedByHand(serverUrl, await ask(serverUrl, "POST", path, { body, headers }));
}
