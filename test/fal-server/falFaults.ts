import type { Fault } from "./faults.ts";

const html = { "content-type": "text/html; charset=utf-8" };
const page = (title: string) =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;

/** The faults that fal and what stands before it are known for, ready made. */
export const falFaults = {
  /** 429 with the number of seconds that the caller shall wait. */
  tooManyRequests: (retryAfterSeconds = 1): Fault => ({
    kind: "reply",
    status: 429,
    headers: { "retry-after": String(retryAfterSeconds) },
    body: { detail: "Too many requests", error_type: "concurrent_requests_limit" },
  }),
  /** Any status with fal's usual `detail`. */
  status: (status: number, detail = `Status ${status}`): Fault => ({
    kind: "reply",
    status,
    body: { detail },
  }),
  /** The 504 of a start timeout that the caller asked for (header `x-fal-request-timeout`). */
  userTimeout: (): Fault => ({
    kind: "reply",
    status: 504,
    headers: { "x-fal-request-timeout-type": "user", "x-fal-error-type": "request_timeout" },
    body: { detail: "Request timed out", error_type: "request_timeout" },
  }),
  badKey: (): Fault => ({
    kind: "reply",
    status: 401,
    body: { detail: "invalid key credentials" },
  }),
  lockedAccount: (): Fault => ({
    kind: "reply",
    status: 403,
    body: {
      detail:
        "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.",
    },
  }),
  /** A page where JSON is expected, from a gateway or a captive portal. */
  htmlPage: (status: number, title = "Bad gateway"): Fault => ({
    kind: "reply",
    status,
    headers: html,
    body: page(title),
  }),
  problemJson: (status: number): Fault => ({
    kind: "reply",
    status,
    headers: { "content-type": "application/problem+json" },
    body: { type: "about:blank", title: "Problem", status },
  }),
  /** Half of the real JSON, under a JSON content type. */
  truncatedJson: (): Fault => ({ kind: "truncate", announce: "kept" }),
  /** The connection breaks off before the announced length. */
  truncatedBody: (): Fault => ({ kind: "truncate", announce: "full" }),
  /** The connection is lost before the server took the request: nothing was done. */
  resetBefore: (): Fault => ({ kind: "reset", when: "before" }),
  /** The connection is lost after the server did what was asked. */
  resetAfter: (): Fault => ({ kind: "reset", when: "after" }),
  noRequestId: (): Fault => ({ kind: "headers", set: { "x-fal-request-id": null } }),
  contentType: (type: string): Fault => ({ kind: "headers", set: { "content-type": type } }),
  /** A file whose time is over. */
  expired: (status: 404 | 410 = 404): Fault => ({
    kind: "reply",
    status,
    headers: { "content-type": "text/plain" },
    body: status === 404 ? "Not Found" : "Gone",
  }),
} as const;
