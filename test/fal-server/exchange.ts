import type { IncomingHttpHeaders } from "node:http";
import type { Address } from "./address.ts";

/** One request, read and routed, as handlers get it. */
export interface Exchange {
  readonly method: string;
  readonly address: Address;
  readonly headers: IncomingHttpHeaders;
  /** Named parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
}

/** The first value of a header, or undefined. */
export function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The body as JSON; undefined when it is none. */
export function jsonBody({ body }: Exchange): unknown {
  return parsed(body.toString("utf8"));
}

/** The value of JSON text; undefined when it is none. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** A text field of a JSON object from outside. */
export function textField(value: unknown, name: string): string | undefined {
  const field = isRecord(value) ? value[name] : undefined;
  return typeof field === "string" ? field : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The life of an object in seconds that a lifecycle header asks for, such as
 * `{"expiration_duration_seconds":3600}` (`@fal-ai/client` 1.10.1 storage.ts); null for ever.
 */
export function lifeSeconds(exchange: Exchange): number | null {
  const text =
    header(exchange, "x-fal-object-lifecycle") ??
    header(exchange, "x-fal-object-lifecycle-preference");
  const value = parsed(text ?? "");
  const seconds = isRecord(value) ? value["expiration_duration_seconds"] : undefined;
  return typeof seconds === "number" ? seconds : null;
}
