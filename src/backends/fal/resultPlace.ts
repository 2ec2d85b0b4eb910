import type { RequestStatus } from "../../core/backend.ts";

/** Milliseconds. A connection that takes longer is of no use any more. */
const deadline = 5_000;

/** Percent: what is left takes longer than to connect, and less than an idle connection is kept (4 s, undici). */
const nearEnd = 90;

/** Bytes. What is longer is not worth its way. */
const longestAnswer = 64 * 1024;

/** Where fal had its last result. It is for the process, as its connections are. */
let lastOrigin: string | undefined;

/** Remembers where a result was. On this machine there is nothing to gain, so without encryption nothing is kept. */
export function rememberPlace({ protocol, origin }: URL): void {
  lastOrigin = protocol === "https:" ? origin : undefined;
}

/**
 * Hears how a request goes and, shortly before its end, connects to where the last result was: the next one is
 * mostly there, and named only a round trip before it is fetched. What is asked there says nothing of anybody.
 */
export function connectNearEnd(
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): (status: RequestStatus) => void {
  let isOpen = false;
  return (status) => {
    const isNear =
      status.phase === "downloading" ||
      (status.phase === "running" && (status.percent ?? 0) >= nearEnd);
    if (isNear && !isOpen && lastOrigin !== undefined) {
      isOpen = true;
      // Not HEAD: Node closes the connection behind it (undici, client-h1.js).
      fetch(lastOrigin, {
        credentials: "omit",
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(deadline)]),
      })
        .then(readToItsEnd)
        .catch(() => undefined);
    }
  };
}

/**
 * A connection carries another call only behind the whole answer to the last one. One that is compressed is left:
 * its length says nothing of what it becomes.
 */
async function readToItsEnd(response: Response): Promise<void> {
  const { headers, body } = response;
  const length = Number(headers.get("content-length") ?? Number.NaN);
  const isShort = length <= longestAnswer && !headers.has("content-encoding");
  await (isShort ? response.arrayBuffer() : body?.cancel());
}
