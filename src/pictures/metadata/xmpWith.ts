import { toolName } from "../../core/provenance.ts";
import type { Provenance } from "../../core/provenance.ts";
import { fieldsOf } from "../../core/provenanceFields.ts";
import { digitalSourceType } from "./digitalSourceType.ts";
import { rewriteXmp } from "./rewriteXmp.ts";
import { escapedXml } from "./xmlText.ts";
import type { XmlToken } from "./xmlTokens.ts";
import { readXmp } from "./xmpPacket.ts";
import type { XmpPacket } from "./xmpPacket.ts";
import { addresses } from "./xmpProperties.ts";
import { valuesIn } from "./xmpValues.ts";

const sourceType = "Iptc4xmpExt:DigitalSourceType";
const creatorTool = "xmp:CreatorTool";

/** A piece of a packet of our own. */
const piece = (kind: XmlToken["kind"], name: string, text: string): XmlToken => ({
  kind,
  name,
  attributes: [],
  text,
});

const [emptyBegin, emptyEnd] = [
  piece(
    "other",
    "",
    `<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${addresses.rdf}">`,
  ),
  piece("close", "rdf:RDF", `</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>`),
];

/** For those that have none (XMP specification, part 1, 7.3). */
const emptyPacket = {
  read: { tokens: [emptyBegin, emptyEnd], nameOf: (name: string) => name },
  end: emptyEnd,
};

/**
 * A packet, which says nothing of ours yet, that says how a picture was made; a new one where there is none, or
 * it has no RDF. What else it says stays as it is written: the tool that created the picture first, and a source
 * type that says already that an AI has drawn it.
 */
export function xmpWith(packet: Uint8Array | undefined, made: Provenance): Uint8Array {
  const { read, end } = withRdf(readXmp(packet)) ?? emptyPacket;
  const said = valuesIn(read, (name) => name === sourceType || name === creatorTool);
  const properties = {
    ...Object.fromEntries(
      Object.entries(fieldsOf(made)).map(([name, value]) => [`clarityUpscaler:${name}`, value]),
    ),
    [sourceType]: digitalSourceType(made.options.model, said.get(sourceType)),
    ...(!said.has(creatorTool) && { [creatorTool]: toolName(made) }),
  };
  const ours = description(read, end, properties);
  const tokens = read.tokens.map((token) =>
    token === end ? { ...token, text: `${ours}${token.text}` } : token,
  );
  const written = rewriteXmp({ ...read, tokens }, (name) =>
    name === sourceType ? "drop" : "keep",
  );
  return new TextEncoder().encode(written);
}

/** A packet with the tag that ends its RDF; undefined where it has none. */
function withRdf(read: XmpPacket | undefined) {
  const end = read?.tokens.findLast(
    ({ kind, name }) => kind === "close" && read.nameOf(name) === "rdf:RDF",
  );
  return read && end && { read, end };
}

/** All descriptions in a packet must be about the same (XMP specification, part 1, 7.4). */
function description(
  { tokens, nameOf }: XmpPacket,
  end: XmlToken,
  properties: Readonly<Record<string, string>>,
): string {
  const [prefix = ""] = end.name.split(":");
  const about = tokens
    .flatMap(({ attributes }) => attributes)
    .find(({ name }) => nameOf(name) === "rdf:about");
  const { rdf: _rdf, ...used } = addresses;
  const declared = Object.entries(used).map(([name, address]) => ` xmlns:${name}="${address}"`);
  const elements = Object.entries(properties).map(
    ([name, value]) => `<${name}>${escapedXml(value)}</${name}>`,
  );
  return [
    `<${prefix}:Description${about?.text ?? ` ${prefix}:about=""`}${declared.join("")}>`,
    ...elements,
    `</${prefix}:Description>`,
  ].join("\n");
}
