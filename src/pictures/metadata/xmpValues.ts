import { plainXml } from "./xmlText.ts";
import type { XmlToken } from "./xmlTokens.ts";
import type { XmpPacket } from "./xmpPacket.ts";

/** Characters of a value as it is written. A prompt may be long; nobody's is as long as this. */
const longestValue = 2 ** 16;

/** The simple values of properties, written as attributes or as elements, by their names. The first of each counts. */
export function valuesIn(
  { tokens, nameOf }: XmpPacket,
  isWanted: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const add = (name: string, written: string | undefined) => {
    if (written !== undefined && written.length <= longestValue && !values.has(name)) {
      values.set(name, plainXml(written));
    }
  };
  for (const [index, token] of tokens.entries()) {
    for (const { name, value } of token.attributes) {
      if (isWanted(nameOf(name))) {
        add(nameOf(name), value);
      }
    }
    if (token.kind === "open" && isWanted(nameOf(token.name))) {
      add(nameOf(token.name), textAt(tokens, index));
    }
  }
  return values;
}

/** What stands in an element that holds nothing but a text. */
function textAt(tokens: readonly XmlToken[], index: number): string | undefined {
  const [text, end] = tokens.slice(index + 1, index + 3);
  if (text?.kind === "close") {
    return "";
  }
  return text?.kind === "other" && end?.kind === "close" ? text.text : undefined;
}
