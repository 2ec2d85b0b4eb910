import { randomUUID } from "node:crypto";
import { refusal } from "./auth.ts";
import { corsHeaders, preflight } from "./cors.ts";
import { endpoints } from "./endpoints.ts";
import { detail } from "./reply.ts";
import type { Exchange } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import type { Match } from "./router.ts";
import type { ServerState } from "./serverState.ts";

/** The answer to a request that no fault kept from being processed. */
export async function answer(exchange: Exchange, match: Match, state: ServerState): Promise<Reply> {
  const reply = await routedReply(exchange, match, state);
  const isFile = exchange.address.service === "cdn";
  const requestId = isFile ? undefined : { "x-fal-request-id": reply.requestId ?? randomUUID() };
  return { ...reply, headers: { ...corsHeaders, ...requestId, ...reply.headers } };
}

/** As fal does, asks first for the key, then for the endpoint; the route looks for the request's id. */
async function routedReply(exchange: Exchange, match: Match, state: ServerState): Promise<Reply> {
  if (exchange.method === "OPTIONS") {
    return preflight(exchange.headers);
  }
  const { form, service } = exchange.address;
  if (form === "proxy" && service === null) {
    return detail(412, "Invalid x-fal-target-url header");
  }
  if (match.kind !== "route") {
    return match.kind === "nowhere" ? detail(404, "Not Found") : detail(405, "Method Not Allowed");
  }
  const { access, answer: handle } = match.route;
  return (
    refusal(exchange, access, state.settings, state.tokens) ??
    endpointRefusal(exchange) ??
    (await handle(exchange, state))
  );
}

function endpointRefusal({ params }: Exchange): Reply | undefined {
  const app = params["app"];
  return app === undefined || endpoints.has(app)
    ? undefined
    : detail(404, `Application "${app}" not found`);
}
