import type { Connection } from "../../core/connection.ts";
import { connect } from "./connect.ts";
import { endpointId } from "./endpoint.ts";
import { FalRequestError } from "./falRequestError.ts";
import { defaultTiming } from "./timing.ts";

/**
 * Whether fal takes the key, without cost: it looks at the key before it looks for the request,
 * so a request that does not exist is answered with 401 for a bad key and 404 for a good one. `unchecked`
 * for any other answer, or none.
 */
export async function checkKey(
  connection: Connection,
  fetch: typeof globalThis.fetch,
): Promise<"good" | "bad" | "unchecked"> {
  const { queue } = connect(connection, { fetch, timing: defaultTiming });
  try {
    await queue.status(endpointId, { requestId: crypto.randomUUID() });
    return "unchecked";
  } catch (error) {
    const status = error instanceof FalRequestError ? error.status : undefined;
    return status === 401 ? "bad" : status === 404 ? "good" : "unchecked";
  }
}
