import { latin1 } from "./image/byteReader.ts";

/** What Node has and a browser has not, as far as it is used here. */
interface NodeGlobals {
  readonly Buffer?: {
    from(
      bytes: ArrayBufferLike,
      offset: number,
      length: number,
    ): { toString(encoding: "base64"): string };
  };
}

/** `bytes` in Base64. Node's own way takes a hundredth of the time that `btoa` takes there: 0.2 ms for 300 KB, not 20. */
export function toBase64(bytes: Uint8Array): string {
  const { Buffer }: typeof globalThis & NodeGlobals = globalThis;
  return Buffer
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")
    : toBase64InPieces(bytes);
}

/** As many as a call may have arguments, everywhere, and divisible by 3: pieces leave no padding between them. */
const pieceSize = 8190;

/** The same where there is no Node, in a seventh of the time that `uint8array-extras` takes. */
export function toBase64InPieces(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += pieceSize) {
    text += btoa(latin1(bytes, start, pieceSize));
  }
  return text;
}
