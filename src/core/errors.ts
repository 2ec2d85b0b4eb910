/** Why a job could not be finished: the closed list that people see sentences for. */
export type FailureReason =
  | "missingKey"
  | "badKey"
  | "noCredit"
  | "forbidden"
  | "badSetting"
  | "badSource"
  | "tooLarge"
  | "rejected"
  | "contentPolicy"
  | "offline"
  | "connection"
  | "rateLimited"
  | "serviceFailed"
  | "timedOut"
  | "submitUnknown"
  | "expired"
  | "unreadableAnswer"
  | "damagedResult"
  | "unexpectedSize"
  | "blackResult"
  | "cannotRead"
  | "badAddress"
  | "addressLost"
  | "cannotWrite"
  | "takenOver"
  | "overBudget"
  | "deviceFailed"
  | "bug";

export interface FailureFacts {
  /** What the reason is about: a setting, a field of the request, the problem of a picture. */
  readonly subject?: string | undefined;
  /** The other side's own words, cleaned; shown word for word. */
  readonly detail?: string | undefined;
  /** The request has come to its end: asking for its result again brings nothing else. */
  readonly ended?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * The one error that crosses layers. It carries facts; sentences are made where people read them.
 * Everything else that is thrown is a bug. A cancellation travels as an abort, never as this.
 */
export class UpscaleError extends Error {
  override readonly name = "UpscaleError";
  readonly reason: FailureReason;
  readonly subject: string | undefined;
  readonly detail: string | undefined;
  readonly ended: boolean;

  constructor(reason: FailureReason, facts: FailureFacts = {}) {
    const { subject, detail, ended = false, cause } = facts;
    super([reason, subject, detail].filter(Boolean).join(": "), { cause });
    this.reason = reason;
    this.subject = subject;
    this.detail = detail;
    this.ended = ended;
  }
}

/** Whether `error` is a cancellation: the user's no, on its way out. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
