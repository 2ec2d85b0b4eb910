import type { RequestStatus } from "../../core/backend.ts";

/** Milliseconds. A connection that takes longer is of no use any more. */
const deadline = 5_000;

/** Percent: what is left takes longer than to connect, and mostly less than an idle connection is kept. */
const nearEnd = 90;

/** Milliseconds. An idle connection is kept for 4 s (undici): one that is needed longer is used before. */
const freshness = 3_500;

/** Times that a connection is opened before the end: of several passes, each takes as long as the one that counted. */
const mostEarly = 5;

/** Where fal has its results (`v3b.fal.media` occurs too), for whoever had none yet. */
export const usualPlace = "https://v3.fal.media";

/** Bytes. What is longer is not worth its way. */
const longestAnswer = 64 * 1024;

/** Where fal had its last result. It is for the process, as its connections are. */
let lastOrigin: string | undefined;

/** Remembers where a result was. On this machine there is nothing to gain, so without encryption nothing is kept. */
export function rememberPlace({ protocol, origin }: URL): void {
  lastOrigin = protocol === "https:" ? origin : undefined;
}

/**
 * Hears how a request goes and, shortly before its end, connects to where the last result was, or to the `usual`
 * place while there was none: the next one is mostly there, and named only a round trip before it is fetched. What
 * is asked there says nothing of anybody.
 */
export function connectNearEnd(
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
  usual?: string,
  now: () => number = () => performance.now(),
): (status: RequestStatus) => void {
  let [openings, openedAt] = [0, Number.NEGATIVE_INFINITY];
  const isWanted = (status: RequestStatus): boolean =>
    status.phase === "downloading" || (isNearEnd(status) && openings < mostEarly);
  return (status) => {
    const origin = lastOrigin ?? usual;
    if (origin !== undefined && isWanted(status) && now() - openedAt >= freshness) {
      openings += 1;
      openedAt = now();
      open(origin, fetch, signal).catch(() => undefined);
    }
  };
}

const isNearEnd = (status: RequestStatus): boolean =>
  status.phase === "running" && (status.percent ?? 0) >= nearEnd;

/** Not HEAD: Node closes the connection behind it (undici, client-h1.js). */
async function open(
  origin: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<void> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(deadline)]);
  const asked = { credentials: "omit", redirect: "manual", signal: until } as const;
  await readToItsEnd(await fetch(origin, asked));
}

/** A connection carries another call only behind the whole answer to the last one. */
async function readToItsEnd({ body }: Response): Promise<void> {
  const reader = body?.getReader();
  let length = 0;
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    length += next.value.length;
    if (length > longestAnswer) {
      return reader?.cancel();
    }
  }
}
