import { xmlTokens } from "./xmlTokens.ts";
import type { XmlToken } from "./xmlTokens.ts";
import { vocabularyOf } from "./xmpProperties.ts";

/** An XMP packet taken apart. */
export interface XmpPacket {
  readonly tokens: readonly XmlToken[];
  /** What an element or attribute is called here, "tiff:Orientation"; empty for one without a vocabulary. */
  readonly nameOf: (name: string) => string;
}

/** Takes a packet apart; undefined for one that is no well-formed XML in UTF-8. */
export function readXmp(packet: Uint8Array | undefined): XmpPacket | undefined {
  const text = packet && decode(packet);
  const tokens = text === undefined ? undefined : xmlTokens(text);
  return tokens && { tokens, nameOf: names(prefixesIn(tokens)) };
}

function decode(packet: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(packet);
  } catch {
    return undefined;
  }
}

function prefixesIn(tokens: readonly XmlToken[]): Map<string, string> {
  const declarations = tokens
    .flatMap(({ attributes }) => attributes)
    .filter(({ name }) => name.startsWith("xmlns:"));
  return new Map(
    declarations.map(({ name, value }) => [name.slice("xmlns:".length), vocabularyOf(value)]),
  );
}

const names =
  (prefixes: ReadonlyMap<string, string>) =>
  (name: string): string => {
    const [prefix = "", local] = name.split(":");
    return local === undefined ? "" : `${prefixes.get(prefix) ?? ""}:${local}`;
  };
