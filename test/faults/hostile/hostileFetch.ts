import type { HostileReply, HostileServer } from "./replies.ts";

/** One call that was made, as far as the rules are about it. */
export interface MadeCall {
  readonly url: string;
  readonly operation: Operation;
  readonly hasKey: boolean;
  /** False where the connection was refused: nothing left this machine. */
  readonly isSent: boolean;
}

type Operation =
  | "initiate"
  | "transfer"
  | "submit"
  | "statusStream"
  | "status"
  | "result"
  | "download";

export const isApi = (url: string): boolean =>
  /^https:\/\/(queue\.fal\.run|rest\.fal\.ai)\//.test(url);

/** A `fetch` that answers as the hostile server does, and keeps account of every call. */
export function hostileFetch(server: HostileServer, picture: Uint8Array) {
  const calls: MadeCall[] = [];
  const counts = { status: 0, download: 0 };
  const reply = (operation: Operation): Response => {
    switch (operation) {
      case "statusStream":
        return toResponse(asEvent(server.status[counts.status++] ?? completed));
      case "status":
        return toResponse(server.status[counts.status++] ?? completed);
      case "download":
        return counts.download++ === 0 && server.redirect !== undefined
          ? redirectTo(server.redirect)
          : new Response(new Uint8Array(picture));
      default:
        return toResponse(server[operation]);
    }
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const operation = operationOf(url, init?.method ?? "GET");
    const hasKey = new Headers(init?.headers).has("authorization");
    const isSent = operation !== "submit" || server.submit.breaks !== "ECONNREFUSED";
    calls.push({ url, operation, hasKey, isSent });
    init?.signal?.throwIfAborted();
    return reply(operation);
  };
  return { fetch, calls };
}

const completed: HostileReply = { status: 200, headers: {}, body: '{"status":"COMPLETED"}' };

/** A status as a stream tells it. */
const asEvent = (reply: HostileReply): HostileReply => ({
  ...reply,
  headers: { ...reply.headers, "content-type": "text/event-stream" },
  body: `data: ${reply.body}\n\n`,
});

function operationOf(url: string, method: string): Operation {
  if (!isApi(url)) {
    return method === "PUT" ? "transfer" : "download";
  }
  if (method === "POST") {
    return url.startsWith("https://rest.fal.ai/") ? "initiate" : "submit";
  }
  const { pathname } = new URL(url);
  if (pathname.endsWith("/status/stream")) {
    return "statusStream";
  }
  return pathname.endsWith("/status") ? "status" : "result";
}

function toResponse({ status, headers, body, breaks }: HostileReply): Response {
  if (breaks !== undefined) {
    const cause = Object.assign(new Error(breaks), breaks !== "" && { code: breaks });
    throw new TypeError("fetch failed", { cause });
  }
  return new Response(body, { status, headers });
}

/** Header values are bytes; what is none cannot be sent at all. */
function redirectTo(address: string): Response {
  const location = /^[\x20-\x7e]*$/.test(address) ? address : "https://[";
  return new Response(null, { status: 302, headers: { location } });
}
