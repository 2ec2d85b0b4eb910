import { modelError, platformError } from "../../fal-server/outcome.ts";
import { done, fails } from "./cell.ts";
import type { Cell } from "./cell.ts";

/** What fal answers for a request that it took: not a fault of the network, but of the run. */
export const answerCells: readonly Cell[] = [
  {
    step: "result",
    fault: "422",
    variant: "the model's own, content policy",
    arrangement: { script: { failure: modelError("content_policy_violation", "not allowed") } },
    expected: fails("contentPolicy", "showLog", [1]),
  },
  {
    step: "result",
    fault: "504, user's timeout",
    variant: "the request's own end",
    arrangement: { script: { failure: platformError("request_timeout", "did not start") } },
    // It has ended without a result, so only a new submit can help, and the user decides it.
    expected: fails("timedOut", "tryAgain", [1, 2]),
  },
  {
    step: "download",
    fault: "truncated body",
    variant: "announced as it is",
    arrangement: {
      rules: [{ route: "download", fault: { kind: "truncate", announce: "kept" } }],
    },
    expected: fails("damagedResult", "getResult", [1], { subject: "truncated" }),
  },
  {
    step: "download",
    fault: "body longer than announced",
    variant: "than the answer's file_size",
    arrangement: {
      rules: [
        {
          route: "download",
          fault: { kind: "reply", status: 200, body: "x".repeat(100_000) },
        },
      ],
    },
    expected: fails("damagedResult", "getResult", [1], { subject: "notAnImage" }),
  },
  {
    step: "result",
    fault: "wrong content type",
    variant: "no request id in the headers",
    arrangement: {
      rules: [{ route: "any", fault: { kind: "headers", set: { "x-fal-request-id": null } } }],
    },
    expected: done,
  },
];
