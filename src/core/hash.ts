import { uint8ArrayToHex } from "uint8array-extras";

/** Tells the SHA-256 of bytes, in hex. */
export type Sha256 = (bytes: Uint8Array) => Promise<string>;

/** SHA-256 of `bytes`, in hex. In Node, they are copied first. */
export const sha256: Sha256 = async (bytes) =>
  uint8ArrayToHex(
    await crypto.subtle.digest("SHA-256", isUnshared(bytes) ? bytes : new Uint8Array(bytes)),
  );

/** The same by those who may be able to do without the copy. */
export const hashed = (
  bytes: Uint8Array,
  by: { readonly sha256?: Sha256 | undefined },
): Promise<string> => (by.sha256 ?? sha256)(bytes);

/** Only what is shared with other threads must be copied. */
const isUnshared = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer;
