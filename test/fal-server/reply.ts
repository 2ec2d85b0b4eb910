/** An answer before any fault or network touches it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | AsyncIterable<Buffer>;
  /** The queue's request that this is about. */
  readonly requestId?: string;
}

/** An answer in JSON, as all of fal's API gives it. */
export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** fal's usual error body. */
export const detail = (status: number, text: string): Reply => json(status, { detail: text });

/** The error body of fal's Platform API. */
export const platformDetail = (status: number, type: string, message: string): Reply =>
  json(status, { error: { type, message } });

/** What the queue says of a request it does not know (observed with fal's live queue). */
export const unknownRequest = (): Reply => json(404, { status: "NOT_FOUND" });

export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers,
  body: Buffer.alloc(0),
});
