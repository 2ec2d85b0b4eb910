import { createFalClient } from "@fal-ai/client";
import type { FalClient } from "@fal-ai/client";
import { needsKey, proxyAddress } from "../../core/connection.ts";
import type { Connection } from "../../core/connection.ts";
import { falFetch } from "./falFetch.ts";
import type { FalFetchOptions } from "./falFetch.ts";

/**
 * A client for a few calls. `credentials` are always given, empty for none: left out, the client would take
 * a key from the environment and show it to whatever the calls go to.
 */
export function connect(
  connection: Connection,
  options: Omit<FalFetchOptions, "proxy">,
): FalClient {
  const proxy = proxyAddress(connection);
  return createFalClient({
    credentials: needsKey(connection) ? connection.key : "",
    suppressLocalCredentialsWarning: true,
    fetch: falFetch({ ...options, proxy }),
    ...(proxy && { proxyUrl: { url: proxy.href, when: "always" } }),
  });
}
