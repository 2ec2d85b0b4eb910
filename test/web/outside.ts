import { createServer } from "node:http";

/** The rest of the world: takes whatever a browser wants of it, and refuses. */
export interface Outside {
  /** For the browser's proxy. */
  readonly url: string;
  /** What was asked for so far, such as `example.org:443`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts a proxy on 127.0.0.1 that lets nothing through and keeps what it was asked for. */
export async function startOutside(): Promise<Outside> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    // No `close` of the server waits for it then.
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, asked, close };
}
