/** An attribute as it stands, with the blanks before it. */
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
  readonly text: string;
}

/** A piece of XML as it stands. */
export interface XmlToken {
  readonly kind: "open" | "close" | "empty" | "other";
  /** Of the tags only. */
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly text: string;
}

const name = String.raw`[^\s<>/="'?!]+`;
const attribute = String.raw`\s+(${name})\s*=\s*("[^"<]*"|'[^'<]*')`;

/** Each is tried where the one before has ended, so reading takes time linear in the length. */
const tag = new RegExp(`<(/?)(${name})((?:${attribute})*)\\s*(/?)>`, "y");
const other = /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|[^<]+/y;
const eachAttribute = new RegExp(attribute, "g");

/** The tags of XML and what stands between; undefined where it is not well-formed, or has a document type, which XMP never has. */
export function xmlTokens(xml: string): XmlToken[] | undefined {
  const tokens: XmlToken[] = [];
  const open: string[] = [];
  let offset = 0;
  while (offset < xml.length) {
    const token = tokenAt(xml, offset);
    const isStray = token?.kind === "close" && open.pop() !== token.name;
    if (!token || isStray) {
      return undefined;
    }
    if (token.kind === "open") {
      open.push(token.name);
    }
    tokens.push(token);
    offset += token.text.length;
  }
  return open.length === 0 ? tokens : undefined;
}

function tokenAt(xml: string, offset: number): XmlToken | undefined {
  other.lastIndex = offset;
  const [plain] = other.exec(xml) ?? [];
  if (plain !== undefined) {
    return { kind: "other", name: "", attributes: [], text: plain };
  }
  tag.lastIndex = offset;
  const found = tag.exec(xml);
  if (!found) {
    return undefined;
  }
  const [text, slash, tagName = "", attributes = ""] = found;
  const kind = slash ? "close" : text.endsWith("/>") ? "empty" : "open";
  return { kind, name: tagName, attributes: attributesIn(attributes), text };
}

const attributesIn = (text: string): XmlAttribute[] =>
  Array.from(text.matchAll(eachAttribute), ([whole, attributeName = "", quoted = ""]) => ({
    name: attributeName,
    value: quoted.slice(1, -1),
    text: whole,
  }));
