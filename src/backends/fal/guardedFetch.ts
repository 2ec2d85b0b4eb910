type Fetch = typeof globalThis.fetch;

/** fal's Platform API, which tells prices. */
export const platformHost = "api.fal.ai";

/** fal's API hosts. */
export const isApiHost = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" &&
  (hostname === platformHost || /^(queue\.|rest\.)?fal\.(run|ai)$/.test(hostname));

/**
 * The headers of a call to `url`. The key is shown to fal's API and the proxy of the settings only, whatever
 * the client wants. A `User-Agent` is left out: browsers take it as a reason for a preflight.
 */
function safeHeaders(url: URL, init: RequestInit | undefined, proxy: URL | undefined) {
  const headers = Object.fromEntries(new Headers(init?.headers));
  delete headers["user-agent"];
  if (!isApiHost(url) && url.href !== proxy?.href) {
    delete headers["authorization"];
  }
  return headers;
}

/** `fetch` for everything that may carry the key: it goes where it may, and no redirect is followed. */
export const guardedFetch =
  (fetch: Fetch, proxy: URL | undefined) =>
  (url: URL, init: RequestInit | undefined): Promise<Response> =>
    fetch(url.href, { ...init, headers: safeHeaders(url, init, proxy), redirect: "error" });

/** Where a call is to arrive: a proxy of the settings is told so in a header. */
export const targetOf = (url: URL, init: RequestInit | undefined): URL =>
  new URL(new Headers(init?.headers).get("x-fal-target-url") ?? url);
