import { cdnComplete, cdnMultipart, cdnPart, cdnToken, cdnUpload } from "./cdnHandlers.ts";
import { cancel, result, status, submit } from "./queueHandlers.ts";
import { pricing } from "./pricingHandler.ts";
import { json } from "./reply.ts";
import { run } from "./runHandler.ts";
import { statusStream } from "./statusStream.ts";
import { completeParts, download, initiate, putPart, putWhole } from "./storageHandlers.ts";
import type { FalService } from "./address.ts";
import type { Access } from "./auth.ts";
import type { Exchange } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import type { RouteName } from "./routeName.ts";
import type { ServerState } from "./serverState.ts";

/** One kind of request that fal's services answer. Named groups of `path` become parameters. */
export interface Route {
  readonly name: RouteName;
  readonly service: FalService;
  readonly method: string;
  readonly path: RegExp;
  readonly access: Access;
  readonly answer: (exchange: Exchange, state: ServerState) => Reply | Promise<Reply>;
}

const newToken: Route["answer"] = (_exchange, { tokens }) => json(200, tokens.issue());
const jwks: Route["answer"] = (_exchange, { webhooks }) => json(200, webhooks.jwks);

const row = (
  name: RouteName,
  service: FalService,
  method: string,
  path: RegExp,
  access: Access,
  answer: Route["answer"],
): Route => ({ name, service, method, path, access, answer });

/** The endpoints of fal's queue, run, storage, pricing and CDN services; the first that fits answers. */
export const routes: readonly Route[] = [
  row("initiate", "rest", "POST", /^\/storage\/upload\/initiate$/, "key", initiate),
  row(
    "initiateMultipart",
    "rest",
    "POST",
    /^\/storage\/upload\/initiate-multipart$/,
    "key",
    initiate,
  ),
  row("cdnToken", "rest", "POST", /^\/storage\/auth\/token$/, "key", cdnToken),
  row("token", "rest", "POST", /^\/tokens$/, "key", newToken),
  row("jwks", "rest", "GET", /^\/\.well-known\/jwks\.json$/, "open", jwks),
  row("pricing", "platform", "GET", /^\/v1\/models\/pricing$/, "key", pricing),
  row("upload", "cdn", "PUT", /^\/upload\/(?<upload>[^/]+)$/, "open", putWhole),
  row("uploadPart", "cdn", "PUT", /^\/upload\/(?<upload>[^/]+)\/(?<part>\d+)$/, "open", putPart),
  row(
    "uploadComplete",
    "cdn",
    "POST",
    /^\/upload\/(?<upload>[^/]+)\/complete$/,
    "open",
    completeParts,
  ),
  row("cdnUpload", "cdn", "POST", /^\/files\/upload$/, "cdnToken", cdnUpload),
  row("cdnMultipart", "cdn", "POST", /^\/files\/upload\/multipart$/, "cdnToken", cdnMultipart),
  row(
    "cdnPart",
    "cdn",
    "PUT",
    /^\/files\/.+\/multipart\/(?<upload>[^/]+)\/(?<part>\d+)$/,
    "cdnToken",
    cdnPart,
  ),
  row(
    "cdnComplete",
    "cdn",
    "POST",
    /^\/files\/.+\/multipart\/(?<upload>[^/]+)\/complete$/,
    "cdnToken",
    cdnComplete,
  ),
  row("download", "cdn", "GET", /^\/files\/.+$/, "open", download),
  row("download", "cdn", "HEAD", /^\/files\/.+$/, "open", download),
  row(
    "status",
    "queue",
    "GET",
    /^\/(?<app>.+)\/requests\/(?<request>[^/]+)\/status$/,
    "key",
    status,
  ),
  row(
    "statusStream",
    "queue",
    "GET",
    /^\/(?<app>.+)\/requests\/(?<request>[^/]+)\/status\/stream$/,
    "key",
    statusStream,
  ),
  row(
    "cancel",
    "queue",
    "PUT",
    /^\/(?<app>.+)\/requests\/(?<request>[^/]+)\/cancel$/,
    "key",
    cancel,
  ),
  row(
    "result",
    "queue",
    "GET",
    /^\/(?<app>.+)\/requests\/(?<request>[^/]+)(\/response)?$/,
    "key",
    result,
  ),
  row("submit", "queue", "POST", /^\/(?<app>[^/]+\/.+)$/, "key", submit),
  row("run", "run", "POST", /^\/(?<app>[^/]+\/.+)$/, "key", run),
];
