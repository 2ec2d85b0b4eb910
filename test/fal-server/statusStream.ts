import { findJob } from "./queueHandlers.ts";
import { statusBody, wantsLogs } from "./queueStatus.ts";
import { unknownRequest } from "./reply.ts";
import type { Exchange } from "./exchange.ts";
import type { Job } from "./job.ts";
import type { Reply } from "./reply.ts";
import type { ServerState } from "./serverState.ts";

/**
 * The status as server-sent events: one at every change, each with the log lines that are new,
 * the last one COMPLETED; `: ping` in between, as observed with fal's live service.
 */
export function statusStream(exchange: Exchange, state: ServerState): Reply {
  const job = findJob(exchange, state);
  return job
    ? {
        status: 200,
        headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
        body: events(job, exchange, state),
        requestId: job.id,
      }
    : unknownRequest();
}

async function* events(job: Job, exchange: Exchange, state: ServerState): AsyncGenerator<Buffer> {
  let shownLogs = 0;
  let shown = "";
  while (true) {
    const completed = job.isCompleted;
    const logs = wantsLogs(exchange.address) ? job.logs.slice(shownLogs) : null;
    const facts = `${job.status} ${state.queue.position(job)} ${job.logs.length}`;
    if (facts !== shown) {
      shown = facts;
      shownLogs = job.logs.length;
      const body = statusBody(job, exchange.address, state.queue.position(job), logs);
      yield Buffer.from(`data: ${JSON.stringify(body)}\n\n`);
    }
    if (completed) {
      return;
    }
    const ping = await nextChange(facts, job, exchange, state);
    if (ping) {
      yield Buffer.from(": ping\n\n");
    }
  }
}

/** Resolves to true when it is time for a ping; rejects when the caller has gone. */
function nextChange(
  facts: string,
  job: Job,
  { signal }: Exchange,
  state: ServerState,
): Promise<boolean> {
  const isNew = () => `${job.status} ${state.queue.position(job)} ${job.logs.length}` !== facts;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => resolve(true)), state.settings.pingMs);
    const stopListening = state.changes.listen(() => isNew() && finish(() => resolve(false)));
    const leave = () => finish(() => reject(new Error("the caller went away")));
    signal.addEventListener("abort", leave);

    function finish(how: () => void): void {
      clearTimeout(timer);
      stopListening();
      signal.removeEventListener("abort", leave);
      how();
    }
    if (signal.aborted) {
      leave();
    } else if (isNew()) {
      finish(() => resolve(false));
    }
  });
}
