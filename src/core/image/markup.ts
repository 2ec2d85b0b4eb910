import { latin1 } from "./byteReader.ts";

/** Illustrator and Inkscape write long comments before the first element. */
const windowLength = 64 * 1024;

/** Blanks, processing instructions and comments, in any number. */
const prolog = /(?:\s+|<\?.*?\?>|<!--.*?-->)/suy;

/** The name that a document type declaration, or else the first element, gives. */
const rootName = /<(?:!doctype\s+)?(?:[\w.-]+:)?([\w.-]+)[\s/>[]/iuy;

/** "SVG" or "HTML" where text is one of them by its first element, whatever stands before that. */
export function detectMarkup(bytes: Uint8Array): "SVG" | "HTML" | undefined {
  const root = rootOf(decode(bytes.subarray(0, windowLength)))?.toLowerCase();
  if (root === "svg") {
    return "SVG";
  }
  return root === "html" || root === "head" || root === "body" ? "HTML" : undefined;
}

/** XML may be UTF-16, and says so with a byte order mark; the decoder removes the mark. */
function decode(bytes: Uint8Array): string {
  const mark = latin1(bytes, 0, 2);
  const encodings: Record<string, string> = { "\xff\xfe": "utf-16le", "\xfe\xff": "utf-16be" };
  return new TextDecoder(encodings[mark] ?? "utf-8").decode(bytes);
}

function rootOf(text: string): string | undefined {
  let offset = 0;
  for (;;) {
    prolog.lastIndex = offset;
    if (!prolog.test(text)) {
      break;
    }
    offset = prolog.lastIndex;
  }
  rootName.lastIndex = offset;
  return rootName.exec(text)?.[1];
}
