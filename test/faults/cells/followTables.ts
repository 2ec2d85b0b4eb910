import { fails } from "./cell.ts";
import { final, harmless, outwaited, overcome } from "./callTable.ts";
import type { CallTable } from "./callTable.ts";

const getResult = (reason: Parameters<typeof fails>[0], subject?: string) =>
  fails(reason, "getResult", [1], subject === undefined ? {} : { subject });

/** The request goes on at fal: it is asked about until the job's own deadline. */
const waits = outwaited(getResult("timedOut"));

/** What fal says of the caller, not of the request: its result can still be had. */
const refusals = {
  "401": final(fails("badKey", "setApiKey", [1])),
  "403, balance": final(getResult("noCredit")),
  "403": final(getResult("forbidden")),
  "422": final(getResult("rejected")),
};

/** Being told how far the request is: whatever the stream keeps back is asked for. */
export const streamTable: CallTable = {
  refused: harmless,
  "reset before": harmless,
  "reset after": harmless,
  "reset in the answer": harmless,
  stall: harmless,
  "stall in the answer": harmless,
  "401": harmless,
  "403, balance": harmless,
  "403": harmless,
  "404": harmless,
  "408": harmless,
  "422": harmless,
  "429": harmless,
  "500": harmless,
  "502": harmless,
  "503": harmless,
  "504": harmless,
  "504, user's timeout": harmless,
  "HTML with 200": harmless,
  "truncated JSON": harmless,
  "wrong content type": harmless,
  "truncated body": harmless,
  "body longer than announced": "a stream announces no length",
};

/** Asking how far the request is, where no stream tells. */
export const statusTable: CallTable = {
  ...refusals,
  refused: waits,
  "reset before": waits,
  "reset after": waits,
  "reset in the answer": waits,
  stall: waits,
  "stall in the answer": waits,
  "404": overcome(getResult("expired")),
  "408": waits,
  "429": waits,
  "500": waits,
  "502": waits,
  "503": waits,
  "504": waits,
  "504, user's timeout": waits,
  "HTML with 200": waits,
  "truncated JSON": waits,
  "wrong content type": harmless,
  "truncated body": waits,
  "body longer than announced": harmless,
};

const slow = overcome(getResult("timedOut"));
const failing = overcome(getResult("serviceFailed"));

/** Asking for the finished answer. */
export const resultTable: CallTable = {
  ...refusals,
  refused: waits,
  "reset before": waits,
  "reset after": waits,
  "reset in the answer": waits,
  stall: slow,
  "stall in the answer": slow,
  "404": final(getResult("expired")),
  "408": slow,
  "429": overcome(getResult("rateLimited")),
  "500": failing,
  "502": failing,
  "503": failing,
  "504": slow,
  "504, user's timeout": slow,
  "HTML with 200": overcome(getResult("unreadableAnswer")),
  "truncated JSON": overcome(getResult("unreadableAnswer")),
  "wrong content type": harmless,
  "truncated body": waits,
  "body longer than announced": harmless,
};

/** Fetching the picture: no key is sent, and the bytes decide what it is. */
export const downloadTable: CallTable = {
  ...resultTable,
  // A signed or timed link that is over; neither the key nor the account has a part in it.
  "401": final(getResult("expired")),
  "403, balance": final(getResult("expired")),
  "403": final(getResult("expired")),
  "HTML with 200": final(getResult("damagedResult", "notAnImage")),
  "truncated JSON": "the answer is no JSON: see the damaged pictures of the truncated body",
};
