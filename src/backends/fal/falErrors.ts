import { cleanText } from "../../core/cleanText.ts";
import { UpscaleError } from "../../core/errors.ts";
import type { FailureFacts, FailureReason } from "../../core/errors.ts";
import { isRecord } from "../../core/record.ts";
import { FalRequestError } from "./falRequestError.ts";
import type { FalFailure, FalOperation } from "./falRequestError.ts";

type Answer = Extract<FalFailure, { kind: "answer" }>;

/** fal's `detail` is a text, or a list of `{loc, msg, type}`; the first entry says enough for one sentence. */
function readDetail(
  body: unknown,
  secrets: readonly string[] = [],
): { detail?: string; subject?: string; type?: string } {
  const text = (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" ? cleanText(value, secrets) : undefined;
  const detail = isRecord(body) ? (body["detail"] ?? body["error"] ?? body["message"]) : undefined;
  const first: unknown = Array.isArray(detail) ? detail[0] : undefined;
  if (!isRecord(first)) {
    const plain = text(detail);
    return plain === undefined ? {} : { detail: plain };
  }
  const field = Array.isArray(first["loc"]) ? text(first["loc"].at(-1)) : undefined;
  const message = text(first["msg"]);
  const type = text(first["type"]);
  return {
    ...(message !== undefined && { detail: message }),
    ...(field !== undefined && field !== "body" && { subject: field }),
    ...(type !== undefined && { type }),
  };
}

const tooLargeTypes = new Set(["image_too_large", "file_too_large"]);

function rejection(type: string | undefined): FailureReason {
  if (type === "content_policy_violation") {
    return "contentPolicy";
  }
  return type !== undefined && tooLargeTypes.has(type) ? "tooLarge" : "rejected";
}

/** A 403 is a locked account far more often than a missing right, and only its text tells which. */
const isAboutMoney = (detail = ""): boolean =>
  /balance|top.?up|billing|credit|locked/i.test(detail);

/** Transfers and downloads carry no key: what is refused there is the link, and the next one may do. */
function refusal(operation: FalOperation, otherwise: FailureReason): FailureReason {
  switch (operation) {
    case "download":
      return "expired";
    case "transfer":
      return "serviceFailed";
    default:
      return otherwise;
  }
}

/** Whether a call asks about a request that was there, or for its result. */
const isAboutRequest = (operation: FalOperation): boolean =>
  operation !== "submit" && operation !== "upload" && operation !== "transfer";

function answerReason(operation: FalOperation, { status, body }: Answer): FailureReason {
  const { detail, type } = readDetail(body);
  switch (status) {
    case 401:
      return refusal(operation, "badKey");
    case 402:
      return "noCredit";
    case 403:
      return isAboutMoney(detail) ? "noCredit" : refusal(operation, "forbidden");
    case 404:
    case 410:
      return isAboutRequest(operation) ? "expired" : "serviceFailed";
    case 407:
      return "connection";
    case 413:
      return "tooLarge";
    case 422:
      return rejection(type);
    case 429:
      return "rateLimited";
    default:
      // After a 408 or 5xx the request may be in the queue all the same.
      return operation === "submit" && (status === 408 || status >= 499)
        ? "submitUnknown"
        : status === 408 || status === 504
          ? "timedOut"
          : "serviceFailed";
  }
}

/** A certificate is refused before anything is sent; other TLS errors may come at any time. */
const certificateCode = /CERT|UNABLE_TO_|SELF_SIGNED/;
const tlsCode = /TLS|SSL|EPROTO|PROXY/;

function networkReason({ operation, neverSent }: FalRequestError, code: string): FailureReason {
  if (certificateCode.test(code)) {
    return "connection";
  }
  if (operation === "submit" && !neverSent) {
    return "submitUnknown";
  }
  return tlsCode.test(code) ? "connection" : "offline";
}

function reasonFor(error: FalRequestError): FailureReason {
  const { operation, failure } = error;
  switch (failure.kind) {
    case "answer":
      return answerReason(operation, failure);
    case "network":
      return networkReason(error, failure.code);
    case "timeout":
      return operation === "submit" ? "submitUnknown" : "timedOut";
    case "unreadable":
      return operation === "submit" ? "submitUnknown" : "unreadableAnswer";
  }
}

function factsOf(failure: FalFailure, secrets: readonly string[]): FailureFacts {
  switch (failure.kind) {
    case "answer":
      return readDetail(failure.body, secrets);
    // A code such as ECONNRESET is for the log, which has it from the cause.
    case "network":
    case "timeout":
    case "unreadable":
      return {};
  }
}

/**
 * fal's failures as reasons, with fal's own words where it has some. Anything else passes unchanged.
 * `ended` says that fal reported the request itself as failed; only an answer of fal's can mean that.
 * `secrets` are left out of the words: they are shown, and written down.
 */
export function toUpscaleError(
  error: unknown,
  ended = false,
  secrets: readonly string[] = [],
): unknown {
  if (!(error instanceof FalRequestError)) {
    return error;
  }
  const isAnswer = error.failure.kind === "answer";
  return new UpscaleError(reasonFor(error), {
    ...factsOf(error.failure, secrets),
    ended: ended && isAnswer,
    cause: error,
  });
}
