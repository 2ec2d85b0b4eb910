import { createServer } from "node:http";
import type { Socket } from "node:net";
import type { Page } from "playwright-core";
import { Closers } from "../run/closers.ts";

/** A way out that leads nowhere: every request is refused and written down. */
export interface RefusedNetwork {
  /** The user settings that send the extension host's requests here. */
  readonly settings: Readonly<Record<string, string>>;
  /** The environment that sends requests here which know nothing of VS Code's settings. */
  readonly env: Readonly<Record<string, string>>;
  /** What was asked for, in order: `CONNECT host:port`, from who does not tunnel `GET http://host/path`, `page: GET url`. */
  readonly requests: readonly string[];
  /** Refuses and writes down, from now on, what a page and its frames ask of anybody but its own server. */
  watch(page: Page): Promise<void>;
  close(): Promise<void>;
}

/** Starts the network proxy of `RefusedNetwork` on a free port of 127.0.0.1. */
export async function refuseNetwork(): Promise<RefusedNetwork> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket: Socket) => {
    requests.push(`CONNECT ${request.url}`);
    socket.on("error", () => {}).end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const closers = new Closers();
  closers.add(() => server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return {
    settings: { "http.proxy": url },
    // VS Code leads its extensions' requests here; those of a thread of their own only Node can.
    env: { HTTP_PROXY: url, HTTPS_PROXY: url, NODE_USE_ENV_PROXY: "1" },
    requests,
    watch: (page) => refusePage(page, requests),
    close: () => closers.close(),
  };
}

async function refusePage(page: Page, requests: string[]): Promise<void> {
  const { origin } = new URL(page.url());
  await page.route(
    (url) => url.origin !== origin && url.protocol.startsWith("http"),
    async (route) => {
      requests.push(`page: ${route.request().method()} ${route.request().url()}`);
      await route.abort();
    },
  );
}
