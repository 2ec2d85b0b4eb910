import { header, isRecord, jsonBody, lifeSeconds } from "./exchange.ts";
import { platformError, rejection } from "./outcome.ts";
import { complaintsAbout } from "./inputRules.ts";
import { detail, json, unknownRequest } from "./reply.ts";
import { statusBody, statusUrls, takeLogs, wantsLogs } from "./queueStatus.ts";
import type { Exchange } from "./exchange.ts";
import type { Job, JobRequest } from "./job.ts";
import type { Outcome } from "./outcome.ts";
import type { Reply } from "./reply.ts";
import type { ServerState } from "./serverState.ts";

/** Accepts a request into the queue: always 200 unless the queue is too long or input is checked at submit. */
export function submit(exchange: Exchange, state: ServerState): Reply {
  const early = inputRefusal(exchange, state) ?? lengthRefusal(exchange, state);
  if (early) {
    return early;
  }
  const job = state.queue.submit(jobRequest(exchange, state), state.model);
  endWhenLate(job, startTimeoutSeconds(exchange));
  const webhookUrl = exchange.address.query.get("fal_webhook");
  if (webhookUrl !== null) {
    void state.queue.completion(job).then(() => state.webhooks.send(job, webhookUrl));
  }
  return {
    ...json(200, {
      status: "IN_QUEUE",
      request_id: job.id,
      ...(webhookUrl !== null && { gateway_request_id: job.id }),
      ...statusUrls(job, exchange.address),
      logs: null,
      metrics: {},
      queue_position: state.queue.position(job),
    }),
    requestId: job.id,
  };
}

/** What a submit or a synchronous run asks the queue to do. */
export function jobRequest(exchange: Exchange, state: ServerState): JobRequest {
  const { address } = exchange;
  return {
    endpoint: appOf(exchange),
    input: jsonBody(exchange) ?? {},
    script: state.scripts.next(),
    lowPriority: header(exchange, "x-fal-queue-priority") === "low",
    resultLifeSeconds: lifeSeconds(exchange),
    fileUrl: (path) => address.urlOf("v3.fal.media", path),
  };
}

/** The owner and alias that a path names; what comes after them belongs to the app. */
function appOf({ params }: Exchange): string {
  return (params["app"] ?? "").split("/").slice(0, 2).join("/");
}

/** The 422 at submit, where the server is set to check input there. */
export function inputRefusal(exchange: Exchange, { settings }: ServerState): Reply | undefined {
  const input = jsonBody(exchange);
  if (exchange.body.length > 0 && !isRecord(input)) {
    return detail(422, "The request body is not a JSON object");
  }
  const complaints = settings.rejectInput === "atSubmit" ? complaintsAbout(input) : [];
  return complaints.length > 0
    ? outcomeReply(rejection(complaints, settings.errorStyle))
    : undefined;
}

/** `?fal_max_queue_length=N` refuses to wait behind more than N requests (fal queue docs). */
function lengthRefusal({ address }: Exchange, state: ServerState): Reply | undefined {
  const limit = address.query.get("fal_max_queue_length");
  const pretended = state.scripts.current.queuePositions?.[0] ?? 0;
  return limit !== null && state.queue.length + pretended > Number(limit)
    ? detail(429, "Queue is too long")
    : undefined;
}

/** HTTP 202 while the request is in the queue or running, 200 when it has completed. */
export function status(exchange: Exchange, state: ServerState): Reply {
  return withJob(exchange, state, (job) => {
    const logs = wantsLogs(exchange.address) ? takeLogs(job) : null;
    const body = statusBody(job, exchange.address, state.queue.position(job), logs);
    return json(job.isCompleted ? 200 : 202, body);
  });
}

/** The model's own answer, with its own HTTP status, once there is one. */
export function result(exchange: Exchange, state: ServerState): Reply {
  return withJob(exchange, state, ({ outcome }) =>
    outcome ? outcomeReply(outcome) : detail(400, "Request is still in progress"),
  );
}

export function outcomeReply({ status: code, body, headers }: Outcome): Reply {
  return json(code, body, headers);
}

/** 202 when the cancel is taken, 400 when it comes too late (fal queue docs). */
export async function cancel(exchange: Exchange, state: ServerState): Promise<Reply> {
  const job = findJob(exchange, state);
  if (!job) {
    return unknownRequest();
  }
  const reply = await cancelJob(job, state);
  return { ...reply, requestId: job.id };
}

async function cancelJob(job: Job, { queue }: ServerState): Promise<Reply> {
  const tooLate = json(400, { status: "ALREADY_COMPLETED" });
  if (job.isCompleted) {
    return tooLate;
  }
  job.cancelRequested = true;
  if (job.script.cancel === "tooLate") {
    job.gate.hurry();
    await queue.completion(job);
    return tooLate;
  }
  if (job.script.cancel !== "finishAnyway") {
    job.gate.stop(platformError("client_cancelled", "Request was cancelled by the client"));
    await queue.completion(job);
  }
  if (job.script.cancel === "forget") {
    queue.forget(job);
  }
  return json(202, { status: "CANCELLATION_REQUESTED" });
}

/** Ends a request that has not started in the time that its caller allows. */
function endWhenLate(job: Job, seconds: number | undefined): void {
  if (seconds === undefined) {
    return;
  }
  const timeout = platformError("request_timeout", "Request did not start in time");
  const headers = { ...timeout.headers, "x-fal-request-timeout-type": "user" };
  setTimeout(() => {
    if (job.startedAt === null) {
      job.gate.stop({ ...timeout, headers });
    }
  }, seconds * 1000).unref();
}

function startTimeoutSeconds(exchange: Exchange): number | undefined {
  const seconds = Number(
    header(exchange, "x-fal-request-timeout") ?? header(exchange, "x-fal-request-start-timeout"),
  );
  return Number.isFinite(seconds) ? seconds : undefined;
}

function withJob(exchange: Exchange, state: ServerState, answer: (job: Job) => Reply): Reply {
  const job = findJob(exchange, state);
  return job ? { ...answer(job), requestId: job.id } : unknownRequest();
}

/** The request that a path names, unless it is unknown or too old. */
export function findJob({ params }: Exchange, { queue, settings }: ServerState): Job | undefined {
  return queue.find(params["request"] ?? "", settings.resultRetentionSeconds);
}
