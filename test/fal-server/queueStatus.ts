import type { Address } from "./address.ts";
import type { Job } from "./job.ts";
import type { LogEntry } from "./logs.ts";

/** The three addresses of a request; clients follow them or build them by themselves. */
export function statusUrls(job: Job, address: Address): Record<string, string> {
  const host =
    address.service === "queue" && address.host !== null ? address.host : "queue.fal.run";
  const url = address.urlOf(host, `/${job.request.endpoint}/requests/${job.id}`);
  return { response_url: url, status_url: `${url}/status`, cancel_url: `${url}/cancel` };
}

/** JavaScript asks `logs=1`, Python `logs=true`. */
export function wantsLogs({ query }: Address): boolean {
  return ["1", "true"].includes(query.get("logs") ?? "");
}

/** The log for one poll, and remembers that it was given. */
export function takeLogs(job: Job): readonly LogEntry[] | null {
  const { polledLogs } = job;
  job.polledLogs = job.logs.length;
  switch (job.script.logDelivery) {
    case "cumulative":
      return job.logs;
    case "incremental":
      return job.logs.slice(polledLogs);
    case "null":
      return null;
  }
}

/** The status of a request as fal's queue docs give it; a failure is COMPLETED with an `error`. */
export function statusBody(
  job: Job,
  address: Address,
  position: number,
  logs: readonly LogEntry[] | null,
): Record<string, unknown> {
  const { status, outcome } = job;
  return {
    status,
    request_id: job.id,
    ...statusUrls(job, address),
    logs: status === "IN_QUEUE" && logs?.length === 0 ? null : logs,
    metrics: outcome ? { inference_time: inferenceSeconds(job) } : {},
    ...(status === "IN_QUEUE" && { queue_position: position }),
    ...(outcome?.error !== undefined && { error: outcome.error, error_type: outcome.errorType }),
  };
}

function inferenceSeconds({ startedAt, completedAt }: Job): number | null {
  return startedAt === null || completedAt === null ? null : (completedAt - startedAt) / 1000;
}
