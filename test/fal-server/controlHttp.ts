import { controlPath, controlVerbs } from "./control.ts";
import { readBody } from "./requestBody.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FalControl } from "./control.ts";

/** Whether a request is for the control API rather than for fal. */
export function isControl(request: IncomingMessage): boolean {
  return request.url?.startsWith(controlPath) ?? false;
}

/**
 * Control over HTTP: `POST /__control/<verb>` with a JSON array of the arguments answers with the
 * verb's value. 408 and a text when a wait was in vain; 403 to anybody on another machine.
 */
export async function serveControl(
  request: IncomingMessage,
  response: ServerResponse,
  control: FalControl,
): Promise<void> {
  const isLocal = /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
  const name = request.url?.slice(controlPath.length).split("?")[0];
  const verb = controlVerbs.find((each) => each === name);
  if (!isLocal || !verb) {
    respond(response, isLocal ? 404 : 403, { detail: "Not Found" });
    return;
  }
  try {
    const body = await readBody(request, null, AbortSignal.timeout(60_000));
    const value: unknown = await Reflect.apply(control[verb], control, argumentsIn(body));
    respond(response, 200, value ?? null);
  } catch (error) {
    respond(response, 408, { detail: error instanceof Error ? error.message : String(error) });
  }
}

function argumentsIn(body: Buffer): unknown[] {
  const value: unknown = body.length > 0 ? JSON.parse(body.toString("utf8")) : [];
  // JSON knows no undefined.
  return Array.isArray(value) ? value.map((each: unknown) => each ?? undefined) : [value];
}

function respond(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}
