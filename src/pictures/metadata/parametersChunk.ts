import { fromLatin1, latin1 } from "../../core/image/byteReader.ts";
import { ourParameters, parametersText } from "../../core/parametersText.ts";
import type { Provenance } from "../../core/provenance.ts";
import { keywordOf, plainText, unicodeText } from "./pngText.ts";

/** Under which tools for generated pictures write and read how one was made. */
const keyword = "parameters";

/** Whether a whole text chunk says how a picture was generated. */
export const isParameters = (chunk: Uint8Array): boolean =>
  keywordOf({ data: chunk.subarray(8) }) === keyword;

/** Whether we wrote it. */
export const isOurParameters = (chunk: Uint8Array): boolean =>
  isParameters(chunk) && latin1(chunk.subarray(-200), 0, 200).includes(ourParameters);

/** How a picture was made, as a text chunk of a PNG: the older kind where that can hold it, as more tools read it. */
export function parametersChunk(made: Provenance): Uint8Array[] {
  // A zero ends what it stands in.
  const text = parametersText(made).replaceAll("\0", "");
  return /^[\0-\xff]*$/.test(text)
    ? plainText(keyword, fromLatin1(text))
    : unicodeText(keyword, new TextEncoder().encode(text));
}
