import { endpoints } from "./endpoints.ts";
import { json, platformDetail } from "./reply.ts";
import type { Exchange } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import type { ServerState } from "./serverState.ts";
import type { ModelPrice } from "./settings.ts";

/** Endpoints that one question may be about (fal's Platform API, `GET /v1/models/pricing`). */
const mostEndpoints = 50;

const priceOf = (endpoint_id: string, price: ModelPrice) => ({ endpoint_id, ...price });

/** What models cost, for `?endpoint_id=a,b` and `?endpoint_id=a&endpoint_id=b`, as fal's Platform API documents it. */
export function pricing({ address }: Exchange, { settings }: ServerState): Reply {
  const asked = address.query
    .getAll("endpoint_id")
    .flatMap((ids) => ids.split(",").filter(Boolean));
  if (asked.length === 0 || asked.length > mostEndpoints) {
    return platformDetail(400, "validation_error", "endpoint_id: expected 1 to 50 endpoints");
  }
  const unknown = asked.find((id) => !endpoints.has(id));
  return unknown === undefined
    ? json(200, {
        prices: asked.map((id) => priceOf(id, settings.price)),
        next_cursor: null,
        has_more: false,
      })
    : platformDetail(404, "not_found", `Endpoint not found: ${unknown}`);
}
