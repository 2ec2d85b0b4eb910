import { once } from "node:events";
import { createServer } from "node:http";

/** A picture that is hosted on this machine, and who asked for it. */
export interface HostedPicture {
  readonly url: string;
  /** The path and query of each request. */
  readonly asked: readonly string[];
  close(): void;
}

/**
 * Hosts `bytes` at a path, which may have a query, until it is closed or the process ends. A request is answered
 * with the next of `statuses` (200 when they are used up).
 */
export async function hostPicture(
  bytes: Uint8Array,
  path: string,
  statuses: readonly number[] = [],
): Promise<HostedPicture> {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    const status = url === path ? (statuses[asked.length] ?? 200) : 404;
    asked.push(url);
    response.writeHead(status).end(status === 200 ? bytes : undefined);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  // Nor does a connection that is kept for a next request hold up the end of the process.
  server.on("connection", (socket) => socket.unref());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
