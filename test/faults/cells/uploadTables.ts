import { fails } from "./cell.ts";
import { final, harmless, outwaited, overcome } from "./callTable.ts";
import type { CallTable } from "./callTable.ts";

/** Never sent: the job waits for the network, and only its own deadline gives it up. */
const noNetwork = outwaited(fails("timedOut", "tryAgain", [0, 1]));
const slow = overcome(fails("timedOut", "tryAgain", [0, 1]));
const failing = overcome(fails("serviceFailed", "tryAgain", [0, 1]));
const unreadable = overcome(fails("unreadableAnswer", "tryAgain", [0, 1]));
/** The service will say the same again, so nothing is offered but the log. */
const refused = final(fails("rejected", "showLog", [0]));

/** Asking for a place for the picture: free, repeated, with the user's key. */
export const initiateTable: CallTable = {
  refused: noNetwork,
  "reset before": noNetwork,
  "reset after": noNetwork,
  "reset in the answer": noNetwork,
  stall: slow,
  "stall in the answer": slow,
  "401": final(fails("badKey", "setApiKey", [0, 1])),
  "403, balance": final(fails("noCredit", "openBilling", [0, 1])),
  "403": final(fails("forbidden", "showLog", [0])),
  "404": final(fails("serviceFailed", "tryAgain", [0, 1])),
  "408": slow,
  "422": refused,
  "429": overcome(fails("rateLimited", "tryAgain", [0, 1])),
  "500": failing,
  "502": failing,
  "503": failing,
  "504": slow,
  "504, user's timeout": slow,
  "HTML with 200": unreadable,
  "truncated JSON": unreadable,
  "wrong content type": harmless,
  "truncated body": noNetwork,
  "body longer than announced": harmless,
};

/** Putting the picture there: free, repeated from its beginning, without a key, to a signed address. */
export const uploadTable: CallTable = {
  ...initiateTable,
  // No key was sent: it is the signed address that was not taken, and a new one may be.
  "401": final(fails("serviceFailed", "tryAgain", [0, 1])),
  "403": final(fails("serviceFailed", "tryAgain", [0, 1])),
  "reset in the answer": "the answer has no body",
  "stall in the answer": "the answer has no body",
  "truncated JSON": "the answer has no body",
  "truncated body": "the answer has no body",
};
