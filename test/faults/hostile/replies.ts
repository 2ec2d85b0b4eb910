import * as fc from "fast-check";
import { hostileAddress } from "./addresses.ts";
import { hostileJson, hostileText } from "./texts.ts";

/** An answer as it goes over the wire, or none. */
export interface HostileReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The code of a network that breaks instead. */
  readonly breaks?: string | undefined;
}

/** Mostly `usual`, so that jobs also come to their later steps. */
const mostly = <T, U>(usual: T, other: fc.Arbitrary<U>, weight: number): fc.Arbitrary<T | U> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight }, { arbitrary: other, weight: 1 });

const status = mostly(
  200,
  fc.constantFrom(202, 301, 307, 400, 401, 402, 403, 404, 408, 410, 413, 422, 429, 500, 502, 504),
  9,
);

const headers = fc.record(
  {
    "content-type": fc.constantFrom("application/json", "text/html", "image/png", "x"),
    "retry-after": fc.constantFrom("0", "-1", "soon", "1e9", "Wed, 21 Oct 2037 07:28:00 GMT"),
    location: fc.constantFrom("https://evil.example/", "http://127.0.0.1/", "//"),
    "x-fal-request-id": fc.constantFrom("../../x", "r-1"),
    "x-fal-billable-units": fc.constantFrom("4.2", "-1", "NaN", "1e400", "much"),
  },
  { requiredKeys: [] },
);

/** fal's errors, in both of their shapes. */
const failure = fc.oneof(
  fc.record({ detail: hostileText }),
  fc.record({
    detail: fc.array(
      fc.record({
        loc: fc.array(fc.oneof(hostileText, fc.nat()), { maxLength: 3 }),
        msg: hostileText,
        type: fc.oneof(fc.constant("content_policy_violation"), hostileText),
      }),
      { maxLength: 2 },
    ),
  }),
);

const replyOf = (shape: fc.Arbitrary<unknown>): fc.Arbitrary<HostileReply> =>
  fc.record({
    status,
    headers,
    body: fc.oneof(
      { arbitrary: shape.map((body) => JSON.stringify(body)), weight: 20 },
      failure.map((body) => JSON.stringify(body)),
      hostileJson.map((body) => JSON.stringify(body) ?? ""),
      hostileText,
    ),
    breaks: mostly(undefined, fc.constantFrom("ECONNREFUSED", "ECONNRESET", "EPROTO", ""), 25),
  });

const initiate = replyOf(fc.record({ upload_url: hostileAddress, file_url: hostileAddress }));

const submit = replyOf(
  fc.record({
    request_id: fc.oneof({ arbitrary: fc.uuid(), weight: 4 }, hostileText),
    status_url: hostileAddress,
    response_url: hostileAddress,
  }),
);

const entry = fc.oneof(
  fc.record({ message: hostileText, timestamp: hostileText, level: hostileText }),
  hostileJson,
);

const progress = replyOf(
  fc.record({
    status: fc.oneof(fc.constantFrom("IN_QUEUE", "IN_PROGRESS", "COMPLETED"), hostileText),
    logs: fc.oneof(fc.array(entry, { maxLength: 5 }), hostileJson),
    queue_position: fc.oneof(fc.nat(), hostileJson),
    response_url: hostileAddress,
    error: hostileJson,
  }),
);

const result = replyOf(
  fc.record({
    image: fc.record({
      url: hostileAddress,
      file_name: hostileText,
      file_size: fc.oneof(fc.constant(0), fc.integer(), hostileJson),
      width: hostileJson,
    }),
    seed: fc.oneof(fc.nat(), hostileJson),
  }),
);

/** Every answer that a job meets; each call of a kind gets the same one, the status a few in turn. */
export const hostileServer = fc.record({
  initiate,
  transfer: replyOf(fc.constant({})),
  submit,
  status: fc.array(progress, { maxLength: 3 }),
  result,
  redirect: mostly(undefined, hostileAddress, 3),
});

type ServerOf<T> = T extends fc.Arbitrary<infer Value> ? Value : never;
export type HostileServer = ServerOf<typeof hostileServer>;
