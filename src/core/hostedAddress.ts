import { base64ToUint8Array, concatUint8Arrays } from "uint8array-extras";
import { isResultAddress } from "./resultAddress.ts";

/** Where an image is that is no file. A secret: whoever has it sees the image. */
export type HostedAddress =
  | { readonly kind: "url"; readonly url: URL }
  | { readonly kind: "data"; readonly bytes: Uint8Array };

/** What is at an address: its bytes, more than a model takes, or nothing that can be had from here. */
export type Look = Uint8Array | "tooLarge" | "unreachable";

/** Why an address cannot be used. */
export type AddressProblem = "scheme" | "login" | "private" | "data";

/**
 * Reads what a person gave as the address of an image: an https URL of the open internet, or a data URI.
 * With `allowLoopback`, for a proxy on this machine, also a URL of this machine. Never throws.
 */
export function parseHostedAddress(
  text: string,
  allowLoopback: boolean,
): HostedAddress | AddressProblem {
  const address = text.trim();
  if (/^data:/i.test(address)) {
    const bytes = dataIn(address);
    return bytes ? { kind: "data", bytes } : "data";
  }
  if (!URL.canParse(address)) {
    return "scheme";
  }
  const url = new URL(address);
  // Browsers keep it to themselves, and so do we.
  url.hash = "";
  return urlProblem(url, allowLoopback) ?? { kind: "url", url };
}

function urlProblem(url: URL, allowLoopback: boolean): AddressProblem | undefined {
  if (!/^https?:$/.test(url.protocol)) {
    return "scheme";
  }
  if (url.username !== "" || url.password !== "") {
    return "login";
  }
  if (isResultAddress(url, allowLoopback)) {
    return undefined;
  }
  return url.protocol === "https:" ? "private" : "scheme";
}

/** The bytes in a data URI (RFC 2397); undefined for one that is broken or empty. */
function dataIn(uri: string): Uint8Array | undefined {
  const comma = uri.indexOf(",");
  const data = uri.slice(comma + 1);
  try {
    const bytes = /;\s*base64\s*$/i.test(uri.slice(0, comma))
      ? base64ToUint8Array(decodeURIComponent(data).replaceAll(/\s+/g, ""))
      : percentDecoded(data);
    return comma > 0 && bytes.length > 0 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes, not text: a picture's are no UTF-8. */
function percentDecoded(data: string): Uint8Array {
  const encoder = new TextEncoder();
  const pieces = data.split(/%([0-9a-f]{2})/i);
  return concatUint8Arrays(
    pieces.map((piece, index) =>
      index % 2 === 1 ? Uint8Array.of(Number.parseInt(piece, 16)) : encoder.encode(piece),
    ),
  );
}

/** Shorter values of a query are words and sizes, no signatures. */
const shortestSecret = 16;

/** What must not be shown or written down of a URL: the whole, its query, and what may be a signature in it. */
export function secretsOf({ href, search, searchParams }: URL): string[] {
  if (search === "") {
    return [href];
  }
  const pairs = search.slice(1).split("&");
  const values = [
    ...pairs.map((pair) => pair.slice(pair.indexOf("=") + 1)),
    ...searchParams.values(),
  ];
  const signatures = values.filter((value) => value.length >= shortestSecret);
  return [...new Set([href, search, search.slice(1), ...signatures])];
}
