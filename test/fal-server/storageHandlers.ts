import { header, isRecord, jsonBody, lifeSeconds, textField } from "./exchange.ts";
import { detail, empty, json } from "./reply.ts";
import type { Exchange } from "./exchange.ts";
import type { Upload } from "./fileStore.ts";
import type { Reply } from "./reply.ts";
import type { ServerState } from "./serverState.ts";

const cdnHost = "v3.fal.media";

/** Announces a file: where to put its bytes, and where it will be (`@fal-ai/client` 1.10.1 storage.ts). */
export function initiate(exchange: Exchange, { files }: ServerState): Reply {
  const body = jsonBody(exchange);
  const fileName = textField(body, "file_name");
  const contentType = textField(body, "content_type");
  if (fileName === undefined || contentType === undefined) {
    return detail(422, "content_type and file_name are required");
  }
  const upload = files.announce({ fileName, contentType, lifeSeconds: lifeSeconds(exchange) });
  const { urlOf } = exchange.address;
  return json(200, {
    upload_url: urlOf(cdnHost, `/upload/${upload.id}?signature=${upload.signature}`),
    file_url: urlOf(cdnHost, upload.path),
  });
}

/** Takes the whole file. A presigned address needs no key. */
export function putWhole(exchange: Exchange, state: ServerState): Reply {
  const upload = signedUpload(exchange, state);
  if (!upload) {
    return badSignature();
  }
  const etag = state.files.putPart(upload, 1, exchange.body);
  state.files.complete(upload, header(exchange, "content-type"));
  return empty(200, { etag });
}

/** Takes the part that the path's last segment counts, from 1. */
export function putPart(exchange: Exchange, state: ServerState): Reply {
  const upload = signedUpload(exchange, state);
  return upload ? takePart(upload, exchange, state) : badSignature();
}

export function takePart(upload: Upload, exchange: Exchange, { files }: ServerState): Reply {
  const partNumber = Number(exchange.params["part"]);
  const etag = files.putPart(upload, partNumber, exchange.body);
  return json(200, { partNumber, etag }, { etag });
}

export function completeParts(exchange: Exchange, state: ServerState): Reply {
  const upload = signedUpload(exchange, state);
  return upload ? finish(upload, exchange, state) : badSignature();
}

/** Puts the file together, if the caller names the parts that are here. */
export function finish(upload: Upload, exchange: Exchange, { files }: ServerState): Reply {
  const body = jsonBody(exchange);
  const parts: unknown = isRecord(body) ? body["parts"] : undefined;
  const numbers = Array.isArray(parts)
    ? parts.map((part: unknown) => (isRecord(part) ? part["partNumber"] : undefined))
    : [];
  const isWhole =
    numbers.length === upload.parts.size &&
    [...upload.parts.keys()].every((n) => numbers.includes(n));
  if (!isWhole) {
    return detail(400, "The parts named are not the parts uploaded");
  }
  files.complete(upload);
  return json(200, { status: "complete" });
}

/** Public files, without a key. */
export function download({ address, method }: Exchange, { files }: ServerState): Reply {
  const file = files.find(address.path);
  if (!file) {
    return { ...empty(404, { "content-type": "text/plain" }), body: Buffer.from("Not Found") };
  }
  return {
    status: 200,
    headers: {
      "content-type": file.contentType,
      "content-length": String(file.bytes.length),
      "cache-control": "public, max-age=31536000",
    },
    body: method === "HEAD" ? Buffer.alloc(0) : file.bytes,
  };
}

function signedUpload({ address, params }: Exchange, { files }: ServerState): Upload | undefined {
  const upload = files.upload(params["upload"]);
  return upload?.signature === address.query.get("signature") ? upload : undefined;
}

const badSignature = () => detail(403, "The upload address is not valid");
