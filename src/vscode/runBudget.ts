import { Budget } from "../core/budget.ts";
import type { DayCharges } from "../core/dayCharges.ts";
import { askAtLimit } from "./askAtLimit.ts";
import { threshold } from "./settings.ts";

/** What one run may be charged, by the settings of this moment. Throws `badSetting`. */
export const runBudget = (day: DayCharges): Budget =>
  new Budget({
    limits: { perRun: threshold("maxCostPerRun"), perDay: threshold("maxCostPerDay") },
    day,
    ask: askAtLimit,
  });
