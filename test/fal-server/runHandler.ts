import { inputRefusal, jobRequest, outcomeReply } from "./queueHandlers.ts";
import { platformError } from "./outcome.ts";
import { json } from "./reply.ts";
import type { Exchange } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import type { ServerState } from "./serverState.ts";

/**
 * The synchronous `fal.run`: the same work, its answer in the same connection. It does not wait
 * for a slot but refuses with 429 when all are taken (fal's documentation of limits); a caller who
 * goes away ends the work.
 */
export async function run(exchange: Exchange, state: ServerState): Promise<Reply> {
  const refused = inputRefusal(exchange, state);
  if (refused) {
    return refused;
  }
  if (!state.queue.hasFreeSlot) {
    const body = { detail: "Too many requests", error_type: "concurrent_requests_limit" };
    return json(429, body, { "x-fal-error-type": "concurrent_requests_limit" });
  }
  const request = jobRequest(exchange, state);
  const script = { ...request.script, queuePositions: [] };
  const job = state.queue.submit({ ...request, script }, state.model);
  const leave = () => job.gate.stop(platformError("client_disconnected", "Client disconnected"));
  exchange.signal.addEventListener("abort", leave, { once: true });
  await state.queue.completion(job);
  const reply = outcomeReply(
    job.outcome ?? platformError("internal_error", "The request has no outcome"),
  );
  return { ...reply, requestId: job.id };
}
