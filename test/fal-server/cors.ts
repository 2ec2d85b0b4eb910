import type { IncomingHttpHeaders } from "node:http";
import { empty } from "./reply.ts";
import type { Reply } from "./reply.ts";

/** Lets browser clients read every answer. */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "*",
} as const;

/** Allows a browser whatever it asks for before its real request. */
export function preflight(headers: IncomingHttpHeaders): Reply {
  return empty(204, {
    "access-control-allow-methods": "GET, HEAD, POST, PUT, OPTIONS",
    "access-control-allow-headers": headers["access-control-request-headers"] ?? "*",
    "access-control-max-age": "600",
  });
}
