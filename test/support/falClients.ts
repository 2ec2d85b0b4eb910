import { createFalClient } from "@fal-ai/client";
import type { FalClient } from "@fal-ai/client";

/** A well-formed key that no service knows. */
export const testKey = "kid:ksecret";

export const endpointId = "fal-ai/clarity-upscaler";

/** The real client, every call to a fal host led to `/<fal host>/…` of a local server. */
export function prefixClient(serverUrl: string, credentials = testKey): FalClient {
  const toLocal: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return /(^|\.)fal\.(run|ai)$/.test(url.hostname)
      ? fetch(`${serverUrl}/${url.host}${url.pathname}${url.search}`, init)
      : fetch(input, init);
  };
  return createFalClient({ credentials, fetch: toLocal, retry: { maxRetries: 0 } });
}

/** The real client as it works through a server-side proxy that keeps the key. */
export function proxyClient(serverUrl: string): FalClient {
  return createFalClient({
    credentials: "",
    proxyUrl: { url: `${serverUrl}/api/fal/proxy`, when: "always" },
    retry: { maxRetries: 0 },
  });
}
