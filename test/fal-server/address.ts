import type { IncomingMessage } from "node:http";
import type { AddressForm } from "./journal.ts";

/** The services behind fal's host names. */
export type FalService = "queue" | "run" | "rest" | "platform" | "cdn";

/** Where a request was meant to go, and how its sender reaches other places. */
export interface Address {
  readonly form: AddressForm;
  readonly host: string | null;
  /** Null for a request that names no fal host, or one that is none. */
  readonly service: FalService | null;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly targetUrl: string | null;
  /** The address of a path on a fal host, in the form that the sender used. */
  readonly urlOf: (host: string, path: string) => string;
}

const services: readonly (readonly [RegExp, FalService])[] = [
  [/^queue\.(fal\.run|falrun\.com)$/, "queue"],
  [/^(fal\.run|falrun\.com)$/, "run"],
  [/^rest(\.alpha)?\.fal\.ai$/, "rest"],
  [/^api\.fal\.ai$/, "platform"],
  [/^(v\d\w*\.)?fal\.media$/, "cdn"],
];

function serviceOf(host: string): FalService | null {
  return services.find(([pattern]) => pattern.test(host))?.[1] ?? null;
}

/** Reads where a request is meant to go. */
export function addressOf(request: IncomingMessage): Address {
  const host = request.headers.host ?? "localhost";
  const origin = new URL(`http://${host}`);
  const here = new URL(request.url ?? "/", origin);
  const target = request.headers["x-fal-target-url"];
  if (typeof target === "string") {
    return { ...targetAddress(target, origin), form: "proxy", targetUrl: target };
  }
  return serviceOf(origin.hostname) ? hostAddress(here) : prefixAddress(here);
}

/** What a proxy is asked for: an address on a fal host, or one of those that this server gave out. */
function targetAddress(target: string, origin: URL): Omit<Address, "form" | "targetUrl"> {
  const url = URL.canParse(target) ? new URL(target) : new URL("/", origin);
  if (url.host === origin.host) {
    return prefixAddress(url);
  }
  return {
    ...hostAddress(url),
    urlOf: (host, path) => `${origin.origin}/${host}${path}`,
  };
}

function hostAddress(url: URL): Address {
  const port = url.port && `:${url.port}`;
  return {
    form: "host",
    host: url.hostname,
    service: serviceOf(url.hostname),
    path: url.pathname,
    query: url.searchParams,
    targetUrl: null,
    urlOf: (host, path) => `${url.protocol}//${host}${port}${path}`,
  };
}

function prefixAddress(url: URL): Address {
  const [, host = "", rest = "/"] = /^\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  const service = serviceOf(host);
  const common = { query: url.searchParams, targetUrl: null };
  return service
    ? {
        ...common,
        form: "prefix",
        host,
        service,
        path: rest,
        urlOf: (other, path) => `${url.origin}/${other}${path}`,
      }
    : {
        ...common,
        form: "bare",
        host: null,
        service: null,
        path: url.pathname,
        urlOf: (_host, path) => `${url.origin}${path}`,
      };
}
