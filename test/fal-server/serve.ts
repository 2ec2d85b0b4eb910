import { addressOf } from "./address.ts";
import { answer } from "./answer.ts";
import { deliver, reset, silence } from "./deliver.ts";
import { distorted } from "./distort.ts";
import { isProcessed } from "./faults.ts";
import { newEntry } from "./journalEntry.ts";
import { travel } from "./pace.ts";
import { detail, json } from "./reply.ts";
import { bodyFacts, readBody } from "./requestBody.ts";
import { match } from "./router.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Ending } from "./deliver.ts";
import type { Exchange } from "./exchange.ts";
import type { Fault } from "./faults.ts";
import type { JournalEntry } from "./journal.ts";
import type { Reply } from "./reply.ts";
import type { Match } from "./router.ts";
import type { ServerState } from "./serverState.ts";

/** Takes one request from its arrival to its end, faults and network included, and keeps the journal. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  state: ServerState,
): Promise<void> {
  const address = addressOf(request);
  const method = request.method ?? "GET";
  const found = match(method, address);
  const route = method === "OPTIONS" ? "preflight" : nameOf(found);
  const entry = state.journal.add(newEntry(request, address, route, state.clock.now()));
  const fault = state.faults.take(route);
  state.journal.update(entry, { fault: fault?.kind ?? null });
  const signal = goneSignal(response);
  try {
    const body = await readRequest(request, entry, state, signal);
    const params = found.kind === "route" ? found.params : {};
    const exchange = { method, address, headers: request.headers, params, body, signal };
    const reply = await processed(exchange, found, fault, entry, state);
    const ending = await send(response, reply, fault, state, signal);
    state.journal.update(entry, { state: ending, status: statusOf(response) });
  } catch (error) {
    state.journal.update(entry, { state: "abandoned", status: statusOf(response) });
    if (!signal.aborted && !isConnectionLoss(error)) {
      throw error;
    }
  }
}

const nameOf = (found: Match) => (found.kind === "route" ? found.route.name : "unknown");

const statusOf = (response: ServerResponse) => (response.headersSent ? response.statusCode : null);

const lossCodes: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "ERR_STREAM_DESTROYED"]);

/** A caller who goes away is sometimes noticed by a failing write or read first. */
const isConnectionLoss = (error: unknown) =>
  error instanceof Error && "code" in error && lossCodes.has(error.code);

/** Aborted when the connection closes before the whole answer is out. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.on("close", () => !response.writableFinished && gone.abort());
  return gone.signal;
}

async function readRequest(
  request: IncomingMessage,
  entry: JournalEntry,
  { settings, journal }: ServerState,
  signal: AbortSignal,
): Promise<Buffer> {
  const { latencyMs, uploadBytesPerSecond } = settings.network;
  await travel(latencyMs, latencyMs > 0 ? 1000 : null, signal);
  const body = await readBody(request, uploadBytesPerSecond, signal);
  journal.update(entry, bodyFacts(body, request.headers["content-type"]));
  return body;
}

/** The real answer, or undefined where a fault keeps the server from doing what is asked. */
async function processed(
  exchange: Exchange,
  found: Match,
  fault: Fault | undefined,
  entry: JournalEntry,
  state: ServerState,
): Promise<Reply | undefined> {
  if (!isProcessed(fault)) {
    return undefined;
  }
  const reply = await answer(exchange, found, state);
  state.journal.update(entry, { processed: true, requestId: reply.requestId ?? null });
  return reply;
}

async function send(
  response: ServerResponse,
  reply: Reply | undefined,
  fault: Fault | undefined,
  state: ServerState,
  signal: AbortSignal,
): Promise<Ending> {
  if (fault?.kind === "reset" && fault.when !== "body") {
    return reset(response);
  }
  if (fault?.kind === "hang" && fault.at === "answer") {
    return silence(signal);
  }
  const given = fault?.kind === "reply" ? faultReply(fault) : (reply ?? detail(500, "no answer"));
  const speed = state.settings.network.downloadBytesPerSecond;
  return deliver(response, distorted(given, fault), speed, signal);
}

function faultReply({ status, body, headers }: Extract<Fault, { kind: "reply" }>): Reply {
  return typeof body === "string"
    ? { status, headers: { "content-type": "text/plain", ...headers }, body: Buffer.from(body) }
    : json(status, body ?? {}, headers);
}
