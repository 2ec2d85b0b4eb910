/**
 * The project's stand-in for fal.ai: the queue, the synchronous endpoint, storage and the CDN, on
 * one local port, for any client of fal.
 *
 *     const server = await startFalServer({ script: instantScript });
 *     await server.addFault({ route: "submit", on: 1, fault: falFaults.resetAfter() });
 *     await server.hold("running:8");
 *     …                                      // a client works with server.url
 *     await server.waitForJob({ heldAt: "running:8" });
 *     await server.release();
 *     server.journal;                        // every request so far
 *     await server.close();
 *
 * A client reaches it in four ways: `${url}/queue.fal.run/…` (the fal host as the first segment), a
 * `Host` header with fal's name, `x-fal-target-url` at any path (as a server-side proxy), or the
 * bare path. The addresses in its answers lead back the way the request came.
 *
 * `FalServerControl` does over HTTP what `FalServer` does in process; both are a `FalControl`.
 */
import { createServer } from "node:http";
import { isControl, serveControl } from "./controlHttp.ts";
import { LocalControl } from "./localControl.ts";
import { serve } from "./serve.ts";
import { ServerState } from "./serverState.ts";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import type { JournalEntry } from "./journal.ts";
import type { JobScript } from "./script.ts";
import type { SettingsChange } from "./settings.ts";

export interface FalServerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly settings?: SettingsChange;
  /** How jobs go until a test says otherwise; {@link defaultScript} where it is silent. */
  readonly script?: JobScript;
}

/** A running server, with all of {@link LocalControl}. */
export class FalServer extends LocalControl {
  /** Such as `http://127.0.0.1:41234`, without a slash at its end. */
  readonly url: string;
  readonly #http: Server;
  readonly #state: ServerState;

  constructor(http: Server, state: ServerState, url: string) {
    super(state);
    this.#http = http;
    this.#state = state;
    this.url = url;
  }

  /** Every request since the start or the last reset; grows while requests come in. */
  get journal(): readonly JournalEntry[] {
    return this.#state.journal.entries;
  }

  /** Ends all jobs and connections. */
  async close(): Promise<void> {
    this.#state.close();
    await new Promise<void>((resolve) => {
      this.#http.close(() => resolve());
      this.#http.closeAllConnections();
    });
  }
}

/** Starts a server on 127.0.0.1. Rejects when the port is taken. */
export async function startFalServer(options: FalServerOptions = {}): Promise<FalServer> {
  const state = new ServerState(options.settings ?? {}, options.script ?? {});
  const control = new LocalControl(state);
  const http = createServer(
    { requestTimeout: 0, keepAliveTimeout: 60_000 },
    (request, response) => {
      const served = isControl(request)
        ? serveControl(request, response, control)
        : serve(request, response, state);
      served.catch((error: unknown) => {
        console.error("The local fal server has a bug:", error);
        response.destroy();
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return new FalServer(http, state, `http://127.0.0.1:${portOf(http)}`);
}

function portOf(http: Server): number {
  const address: AddressInfo | string | null = http.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
