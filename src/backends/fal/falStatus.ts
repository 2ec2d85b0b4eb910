import { isRecord } from "../../core/record.ts";

/** What fal says about a request. What it holds beside a `status` may be anything. */
export type FalStatus = Readonly<Record<string, unknown>> & { readonly status: string };

/** Whether an answer, from a poll or an event, is about a request at all. */
export const isFalStatus = (answer: unknown): answer is FalStatus =>
  isRecord(answer) && typeof answer["status"] === "string";

/** A failed request is completed too, with an `error`. */
export const isCompleted = ({ status }: FalStatus): boolean => status === "COMPLETED";
