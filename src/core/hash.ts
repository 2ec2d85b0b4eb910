import { uint8ArrayToHex } from "uint8array-extras";

/** SHA-256 of `bytes`, in hex. */
export const sha256 = async (bytes: Uint8Array): Promise<string> =>
  uint8ArrayToHex(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
