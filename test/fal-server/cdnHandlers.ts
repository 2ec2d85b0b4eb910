import { header, lifeSeconds } from "./exchange.ts";
import { detail, json } from "./reply.ts";
import { finish, takePart } from "./storageHandlers.ts";
import type { Exchange } from "./exchange.ts";
import type { FileAnnouncement } from "./fileStore.ts";
import type { Reply } from "./reply.ts";
import type { ServerState } from "./serverState.ts";

const cdnHost = "v3.fal.media";

/**
 * A token of the CDN, with which fal's Python client uploads directly. `expires_at` is written so
 * that old Pythons can read it (`datetime.fromisoformat` knows no `Z` before 3.11).
 */
export function cdnToken({ address }: Exchange, { clock, tokens }: ServerState): Reply {
  const baseUrl = address.urlOf(cdnHost, "");
  return json(200, {
    token: tokens.issue(),
    token_type: "Bearer",
    base_url: baseUrl,
    base_upload_url: baseUrl,
    expires_at: new Date(clock.now() + 3600_000).toISOString().replace("Z", "+00:00"),
  });
}

/** Takes a whole file and says where it is. */
export function cdnUpload(exchange: Exchange, { files }: ServerState): Reply {
  const path = files.put(exchange.body, announcementOf(exchange));
  return json(200, { access_url: exchange.address.urlOf(cdnHost, path) });
}

/** Begins a file of many parts; their addresses start with the file's own. */
export function cdnMultipart(exchange: Exchange, { files }: ServerState): Reply {
  const upload = files.announce(announcementOf(exchange));
  return json(200, {
    access_url: exchange.address.urlOf(cdnHost, upload.path),
    uploadId: upload.id,
  });
}

export function cdnPart(exchange: Exchange, state: ServerState): Reply {
  const upload = state.files.upload(exchange.params["upload"]);
  return upload ? takePart(upload, exchange, state) : detail(404, "No such upload");
}

export function cdnComplete(exchange: Exchange, state: ServerState): Reply {
  const upload = state.files.upload(exchange.params["upload"]);
  return upload ? finish(upload, exchange, state) : detail(404, "No such upload");
}

function announcementOf(exchange: Exchange): FileAnnouncement {
  return {
    fileName: header(exchange, "x-fal-file-name") ?? "file",
    contentType: header(exchange, "content-type") ?? "application/octet-stream",
    lifeSeconds: lifeSeconds(exchange),
  };
}
