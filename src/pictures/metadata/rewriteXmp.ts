import type { XmlAttribute, XmlToken } from "./xmlTokens.ts";
import type { XmpPacket } from "./xmpPacket.ts";
import type { Fate } from "./xmpProperties.ts";

/** The packet with what becomes of its properties. The inside of one that is dropped, or has another value, is passed over. */
export function rewriteXmp(
  { tokens, nameOf }: XmpPacket,
  fateOf: (property: string) => Fate,
): string {
  const fate = (name: string): Fate => {
    const property = nameOf(name);
    return property === "" ? "keep" : fateOf(property);
  };
  const written: string[] = [];
  let depth = 0;
  for (const token of tokens) {
    const isInside = depth > 0;
    const own = fate(token.name);
    if (token.kind === "open" && (isInside || own !== "keep")) {
      depth += 1;
    }
    if (token.kind === "close" && isInside) {
      depth -= 1;
    }
    // The outermost tags of an element with another value stay.
    const isEdge = token.kind === "open" ? !isInside : depth === 0;
    if (isEdge && own !== "drop") {
      written.push(tagWith(token, fate), valueAfter(token, own));
    }
  }
  return written.join("");
}

const valueAfter = ({ kind }: XmlToken, own: Fate): string =>
  kind === "open" && typeof own === "object" ? own.value : "";

/** The tag with attributes that are properties treated like elements. */
function tagWith({ text, name, attributes }: XmlToken, fate: (name: string) => Fate): string {
  const fates = attributes.map((attribute) => ({ attribute, own: fate(attribute.name) }));
  if (fates.every(({ own }) => own === "keep")) {
    return text;
  }
  const kept = fates.flatMap(({ attribute, own }) => {
    if (own === "drop") {
      return [];
    }
    return typeof own === "object" ? [withValue(attribute, own.value)] : [attribute.text];
  });
  return `<${name}${kept.join("")}${text.endsWith("/>") ? "/" : ""}>`;
}

/** The attribute as it is written, but for what stands between its quotes. */
const withValue = ({ text, value }: XmlAttribute, newValue: string): string =>
  `${text.slice(0, -value.length - 1)}${newValue}${text.slice(-1)}`;
