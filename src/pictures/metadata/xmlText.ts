/** What XML 1.0 cannot hold in any way, or should not (section 2.2). */
const impossible = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu;

/** A reader makes a line feed of a carriage return that is not written as a number (section 2.11). */
const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\r": "&#13;",
};

/** A text as it stands in an element; without what cannot. */
export const escapedXml = (text: string): string =>
  text.replace(impossible, "").replace(/[&<>\r]/g, (character) => references[character] ?? "");

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** What a text in an element or an attribute says. A reference to nothing stays as it is written. */
export const plainXml = (written: string): string =>
  written.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, ...found) => {
      const [decimal, hex, name] = found;
      if (typeof name === "string") {
        return named[name.toLowerCase()] ?? whole;
      }
      const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
