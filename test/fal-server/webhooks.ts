import { createHash, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "./clock.ts";
import type { Job } from "./job.ts";

/** Seconds before each new try; fal's webhook docs speak of ten over two hours. */
const retrySeconds = [1, 5, 30, 120, 300, 600, 900, 1200, 1800, 2400];

/** Tells the caller's own server that a request has completed, signed as fal's webhook docs say. */
export class Webhooks {
  readonly #keys = generateKeyPairSync("ed25519");
  readonly #clock: Clock;
  readonly #closing: AbortSignal;

  constructor(clock: Clock, closing: AbortSignal) {
    this.#clock = clock;
    this.#closing = closing;
  }

  /** The public key, as `rest.fal.ai/.well-known/jwks.json` gives it. */
  get jwks(): { keys: object[] } {
    const { kty, crv, x } = createPublicKey(this.#keys.privateKey).export({ format: "jwk" });
    return { keys: [{ kty, crv, x, kid: "local", use: "sig", alg: "EdDSA" }] };
  }

  /** Delivers until the receiver answers with a 2xx, all tries fail, or the server closes. */
  async send(job: Job, url: string): Promise<void> {
    const body = JSON.stringify(payloadOf(job));
    for (const seconds of [0, ...retrySeconds]) {
      try {
        await delay(seconds * 1000, undefined, { signal: this.#closing, ref: false });
      } catch {
        return;
      }
      if (await this.#deliver(job.id, body, url)) {
        return;
      }
    }
  }

  async #deliver(requestId: string, body: string, url: string): Promise<boolean> {
    try {
      const signal = AbortSignal.any([this.#closing, AbortSignal.timeout(15_000)]);
      const headers = this.#headers(requestId, body);
      return (await fetch(url, { method: "POST", body, headers, signal })).ok;
    } catch {
      return false;
    }
  }

  #headers(requestId: string, body: string): Record<string, string> {
    const timestamp = String(Math.floor(this.#clock.now() / 1000));
    const digest = createHash("sha256").update(body).digest("hex");
    const message = [requestId, "local-user", timestamp, digest].join("\n");
    return {
      "content-type": "application/json",
      "x-fal-webhook-request-id": requestId,
      "x-fal-webhook-user-id": "local-user",
      "x-fal-webhook-timestamp": timestamp,
      "x-fal-webhook-signature": sign(null, Buffer.from(message), this.#keys.privateKey).toString(
        "hex",
      ),
    };
  }
}

function payloadOf({ id, outcome }: Job): object {
  const isGood = outcome?.status === 200;
  return {
    request_id: id,
    gateway_request_id: id,
    status: isGood ? "OK" : "ERROR",
    ...(!isGood && { error: outcome?.error ?? "" }),
    payload: outcome?.body ?? null,
  };
}
