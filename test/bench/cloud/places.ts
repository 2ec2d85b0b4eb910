/** The hosts that a job needs, each with connections of its own. */
export const falHosts = ["queue.fal.run", "rest.fal.ai", "v3.fal.media", "api.fal.ai"] as const;

/** Where each of fal's hosts is in this run: an origin such as `http://127.0.0.1:41234`. */
export type Places = Readonly<Record<(typeof falHosts)[number], string>>;

/** Told the name of each request as it begins, and again, with `answered`, when its answer does. */
export type OnRequest = (name: string, answered: boolean) => void;

/**
 * `fetch` that finds fal's hosts where they are in this run, for any client of fal. What the local server calls
 * `http://127.0.0.1:…/v3.fal.media/…` is on the host that the path begins with.
 */
export function placedFetch(places: Places, onRequest: OnRequest): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const asked = new URL(new Headers(init?.headers).get("x-fal-target-url") ?? url);
    const isLocal = url.hostname === "127.0.0.1";
    const host = falHosts.find((name) => name === hostOf(asked));
    if (host === undefined) {
      throw new Error(`${asked.href} is not at fal`);
    }
    const path = isLocal ? url.pathname : `/${host}${url.pathname}`;
    const name = nameOf(host, asked, init?.method ?? "GET");
    onRequest(name, false);
    const response = await fetch(`${places[host]}${path}${url.search}`, init);
    onRequest(name, true);
    return response;
  };
}

const hostOf = ({ hostname, pathname }: URL): string | undefined =>
  hostname === "127.0.0.1" ? pathname.split("/")[1] : hostname;

/** What a request is for, in one word. */
function nameOf(host: keyof Places, { pathname }: URL, method: string): string {
  switch (host) {
    case "rest.fal.ai":
      return "initiate";
    case "api.fal.ai":
      return "price";
    case "v3.fal.media":
      return pathname === "/" ? "other" : method === "PUT" ? "upload" : "download";
    case "queue.fal.run":
      return queueName(pathname, method);
  }
}

function queueName(pathname: string, method: string): string {
  if (method === "POST") {
    return "submit";
  }
  if (method !== "GET") {
    return "other";
  }
  return pathname.endsWith("/status")
    ? "status"
    : pathname.endsWith("/status/stream")
      ? "stream"
      : "result";
}
