import { createHash } from "node:crypto";
import { travel } from "./pace.ts";
import type { IncomingMessage } from "node:http";

/** Reads a body at the given speed. Rejects when the caller goes away first. */
export async function readBody(
  request: IncomingMessage,
  bytesPerSecond: number | null,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    await travel(bytes.length, bytesPerSecond, signal);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** What the journal keeps of a body. */
export function bodyFacts(
  body: Buffer,
  contentType: string | undefined,
): { bodyBytes: number; bodyDigest: string; json: unknown } {
  const isJson = contentType?.startsWith("application/json") === true && body.length > 0;
  return {
    bodyBytes: body.length,
    bodyDigest: createHash("sha256").update(body).digest("hex"),
    json: isJson ? shortened(body.toString("utf8")) : null,
  };
}

/** The JSON value with the data in `data:` URIs replaced by its length; null when it is no JSON. */
function shortened(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text, (_name, field: unknown) =>
      typeof field === "string" ? withoutData(field) : field,
    );
    return value;
  } catch {
    return null;
  }
}

function withoutData(text: string): string {
  const head = /^data:[^,]*,/.exec(text)?.[0];
  return head === undefined ? text : `${head}…(${text.length - head.length} characters)`;
}
