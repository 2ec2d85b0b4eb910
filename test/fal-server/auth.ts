import { createHash, randomBytes } from "node:crypto";
import { header } from "./exchange.ts";
import { detail, platformDetail } from "./reply.ts";
import type { Exchange } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import type { FalServerSettings } from "./settings.ts";

/** Who may call a route: holders of a key, of a token of the CDN, anybody. */
export type Access = "key" | "cdnToken" | "open";

/** Tokens that stand for a key for a while. */
export class Tokens {
  readonly #issued = new Set<string>();

  issue(): string {
    const token = `local.${randomBytes(18).toString("base64url")}`;
    this.#issued.add(token);
    return token;
  }

  isGood(token: string): boolean {
    return this.#issued.has(token);
  }
}

/** The key in an `Authorization: Key …` header. */
export function keyOf(authorization: string | undefined): string | null {
  return /^Key +(.+)$/i.exec(authorization ?? "")?.[1] ?? null;
}

/** Tells keys apart in a journal that must not hold them. */
export function digestOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 12);
}

const lockedDetail =
  "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.";

/** The refusal of a caller, in the words of fal's live services; undefined lets it in. */
export function refusal(
  exchange: Exchange,
  access: Access,
  settings: FalServerSettings,
  tokens: Tokens,
): Reply | undefined {
  const authorization = header(exchange, "authorization");
  if (access === "open") {
    return undefined;
  }
  if (access === "cdnToken") {
    const token = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
    return tokens.isGood(token) ? undefined : detail(401, "invalid token");
  }
  if (tokens.isGood(exchange.address.query.get("fal_jwt_token") ?? "")) {
    return undefined;
  }
  if (authorization === undefined && exchange.address.form === "proxy" && !settings.proxyNeedsKey) {
    return lockRefusal("the proxy's own key", exchange, settings);
  }
  const refused = keyRefusal(authorization, exchange, settings);
  return refused && exchange.address.service === "platform"
    ? platformDetail(401, "authorization_error", "Authentication required")
    : refused;
}

function keyRefusal(
  authorization: string | undefined,
  exchange: Exchange,
  settings: FalServerSettings,
): Reply | undefined {
  const key = keyOf(authorization);
  if (key === null) {
    return detail(401, missingKeyDetail(exchange));
  }
  if (!key.includes(":")) {
    return detail(
      401,
      "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'.",
    );
  }
  const isKnown = settings.keys?.includes(key) ?? /^[^:\s]+:[^:\s]+$/.test(key);
  return isKnown ? lockRefusal(key, exchange, settings) : detail(401, "invalid key credentials");
}

function missingKeyDetail({ address, params }: Exchange): string {
  const app = params["app"];
  return address.service === "rest" || app === undefined
    ? "Authorization header is required"
    : `Cannot access application "${app}". Authentication is required to access this application.`;
}

/** A locked account may still look at its requests, but start nothing. */
function lockRefusal(
  key: string,
  { method }: Exchange,
  { lockedKeys }: FalServerSettings,
): Reply | undefined {
  const isLocked = lockedKeys === "all" || lockedKeys.includes(key);
  return isLocked && method === "POST" ? detail(403, lockedDetail) : undefined;
}
