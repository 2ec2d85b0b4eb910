import { fails } from "./cell.ts";
import { final, harmless, outwaited } from "./callTable.ts";
import type { CallTable } from "./callTable.ts";

/** Nobody knows whether fal took it: only the user may submit again. */
const unknown = (processed: 0 | 1) =>
  final(fails("submitUnknown", "submitAgain", [processed, processed + 1]));

/** The one call that costs money, made once. */
export const submitTable: CallTable = {
  refused: outwaited(fails("timedOut", "tryAgain", [0, 1])),
  "reset before": unknown(0),
  "reset after": unknown(1),
  "reset in the answer": unknown(1),
  stall: unknown(1),
  "stall in the answer": unknown(1),
  "401": final(fails("badKey", "setApiKey", [0, 1])),
  "403, balance": final(fails("noCredit", "openBilling", [0, 1])),
  "403": final(fails("forbidden", "showLog", [0])),
  "404": final(fails("serviceFailed", "tryAgain", [0, 1])),
  "408": unknown(0),
  "422": final(fails("rejected", "showLog", [0])),
  "429": final(fails("rateLimited", "tryAgain", [0, 1])),
  "500": unknown(0),
  "502": unknown(0),
  "503": unknown(0),
  "504": unknown(0),
  "504, user's timeout": unknown(0),
  "HTML with 200": unknown(0),
  "truncated JSON": unknown(1),
  "wrong content type": harmless,
  "truncated body": unknown(1),
  "body longer than announced": harmless,
};
