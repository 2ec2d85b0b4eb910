import { writeSync } from "node:fs";
import type { DriverEvent } from "./plan.ts";

/** Says something to whoever started the driver. It is out when this returns, so a kill cannot swallow it. */
export function tell(event: DriverEvent): void {
  writeSync(1, `${JSON.stringify(event)}\n`);
}
