import { routes } from "./routes.ts";
import type { Address } from "./address.ts";
import type { Route } from "./routes.ts";

/** What a request leads to: a route, the wrong method for a known path, or nothing. */
export type Match =
  | { readonly kind: "route"; readonly route: Route; readonly params: Record<string, string> }
  | { readonly kind: "wrongMethod" }
  | { readonly kind: "nowhere" };

/** Finds the route. An address that names no service may mean any; a submit then goes to the queue. */
export function match(method: string, { service, path }: Address): Match {
  const trimmed = path.replace(/\/+$/, "");
  const fitting = routes.filter(
    (route) => (service === null || route.service === service) && route.path.test(trimmed),
  );
  const route = fitting.find((each) => each.method === method);
  if (!route) {
    return { kind: fitting.length > 0 ? "wrongMethod" : "nowhere" };
  }
  return { kind: "route", route, params: { ...route.path.exec(trimmed)?.groups } };
}
