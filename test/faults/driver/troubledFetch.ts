import type { Step } from "./plan.ts";
import type { Troubles } from "./troubles.ts";

type Fetch = typeof globalThis.fetch;

/** Nobody listens at such a low port, and `fetch` does not refuse it by itself. */
const closedPort = "http://127.0.0.1:2/";

/** `fetch` with the troubles on its way: before the call, when its answer has begun, within its body. */
export const troubledFetch =
  (troubles: Troubles): Fetch =>
  async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    const step = stepOf(init);
    const isRefused = troubles.meet(step, "before") === "refuse";
    const response = await fetch(isRefused ? closedPort : url, init);
    troubles.meet(step, "after");
    return troubles.hasMiddle(step) ? interrupted(response, step, troubles) : response;
  };

/** The step that a call belongs to, from its target and method. */
function stepOf(init: RequestInit | undefined): Step {
  const target = new Headers(init?.headers).get("x-fal-target-url");
  const method = init?.method ?? "GET";
  if (target === null) {
    return method === "PUT" ? "upload" : "download";
  }
  if (method === "POST") {
    return target.includes("/storage/upload/") ? "initiate" : "submit";
  }
  const { pathname } = new URL(target);
  if (pathname.endsWith("/status/stream")) {
    return "statusStream";
  }
  return pathname.endsWith("/status") ? "status" : "result";
}

/** The answer whose body meets its trouble with the first bytes that arrive. */
function interrupted(response: Response, step: Step, troubles: Troubles): Response {
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      troubles.meet(step, "middle");
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(watch), response);
}
