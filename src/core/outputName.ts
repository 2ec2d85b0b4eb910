/** Why a template cannot name results. */
export type TemplateProblem =
  | "empty"
  | "folder"
  | "unknownVariable"
  | "illegalCharacter"
  | "noName"
  | "noExtension"
  | "tooLong";

/** What a result's file name is made of. */
export interface OutputNameParts {
  /** The source's file name as people read it, decoded, without its folder: `hero.png`. */
  readonly sourceName: string;
  /** How many times wider the result is; two decimals of it are shown. */
  readonly scale: number;
  /** Pixels of the result that arrived. */
  readonly width: number;
  readonly height: number;
  /** `png`, `jpg` or `webp`, from the bytes that arrived. */
  readonly ext: string;
  /** One that `checkTemplate` accepts. */
  readonly template: string;
}

/** The template of results that stand beside their source: `hero.png` becomes `hero@2x.png`. */
export const defaultTemplate = "${name}@${scale}x.${ext}";

/** What every common file system takes, in bytes of UTF-8; never fewer than UTF-16 units. */
const longestName = 255;
const longestTemplate = 200;

const variable = /\$\{(name|scale|width|height|ext)\}/g;
const extension = ".${ext}";

/** Extensions that mean the same format; a source keeps the spelling it has. */
const spellings: Record<string, readonly string[]> = {
  png: ["png"],
  jpg: ["jpg", "jpeg", "jpe", "jfif"],
  webp: ["webp"],
};

/** Names of devices on Windows, with any extension; it takes `COM¹` for `COM1` (Win32, "Naming Files"). */
const reserved = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i;

/**
 * Looks at a template before it is used: undefined, or what is wrong with it. A good one holds
 * `${name}`, ends in `.${ext}`, names no folder, and is legal in file names on every system.
 */
export function checkTemplate(template: string): TemplateProblem | undefined {
  const literal = template.replace(variable, "");
  if (template.trim() === "") {
    return "empty";
  }
  if (literal.includes("${")) {
    return "unknownVariable";
  }
  if (/[/\\]/.test(template) || /^\.{1,2}$/.test(template)) {
    return "folder";
  }
  if (/[<>:"|?*\p{Cc}]/u.test(literal)) {
    return "illegalCharacter";
  }
  if (!template.includes("${name}")) {
    return "noName";
  }
  if (!template.endsWith(extension)) {
    return "noExtension";
  }
  return utf8Length(template) > longestTemplate ? "tooLong" : undefined;
}

/**
 * The file name of a result: `hero.png` at 2× becomes `hero@2x.png`, and `hero@2x-2.png` at the
 * second attempt. `icon@2x.png` becomes `icon@4x.png`, where the template shows the scale.
 *
 * The extension is the source's own (`PHOTO.JPG`, `photo.jpeg`) where it fits the bytes. What the
 * source's name holds is kept, a folder separator excepted; it is shortened at the end, by whole
 * characters, when the result would be longer than 255 bytes. A name that Windows keeps for a device
 * gets a `_` in front. A template that `checkTemplate` refuses is read as the default one: what is
 * paid for must get a name.
 */
export function outputName(parts: OutputNameParts, attempt = 1): string {
  const fitted = fittedName(parts, attempt, longestName);
  return reserved.test(fitted) ? `_${fittedName(parts, attempt, longestName - 1)}` : fitted;
}

/** Every name that a result may take, the best first; without end, and no two are equal. */
export function* outputNames(parts: OutputNameParts): Generator<string, never> {
  for (let attempt = 1; ; attempt++) {
    yield outputName(parts, attempt);
  }
}

function fittedName(parts: OutputNameParts, attempt: number, longest: number): string {
  const template = checkTemplate(parts.template) ? defaultTemplate : parts.template;
  const body = template.slice(0, -extension.length);
  const { stem, suffix } = splitName(parts.sourceName);
  const density = body.includes("${scale}") ? splitDensity(stem) : { name: stem, density: 1 };
  const values = {
    scale: decimal(parts.scale * density.density),
    width: String(parts.width),
    height: String(parts.height),
    ext: spelling(parts.ext, suffix),
  };
  const tail = `${attempt > 1 ? `-${attempt}` : ""}.${values.ext}`;
  const expand = (name: string) => fill(body, { ...values, name }) + tail;

  const uses = body.split("${name}").length - 1;
  const room = Math.floor((longest - utf8Length(expand(""))) / uses);
  return expand(shorten(density.name || "image", room));
}

/** One pass, so that a source named `${scale}.png` stays what it is. */
const fill = (text: string, values: Record<string, string>): string =>
  text.replace(variable, (whole, name: string) => values[name] ?? whole);

/** `hero.png` is `hero` and `png`; so is `.png` an extension, but `.hidden` a name. */
function splitName(sourceName: string): { readonly stem: string; readonly suffix: string } {
  const safe = sourceName.replace(/[/\\\0]/g, "_");
  const dot = safe.lastIndexOf(".");
  const suffix = safe.slice(dot + 1);
  const isSplit = dot > 0 || (dot === 0 && Object.keys(spellings).some((ext) => fits(ext, suffix)));
  return isSplit ? { stem: safe.slice(0, dot), suffix } : { stem: safe, suffix: "" };
}

/** `icon@2x` is `icon` at a density of 2; a name without a density has 1. */
function splitDensity(stem: string): { readonly name: string; readonly density: number } {
  const match = /^(.*)@(\d{1,2}(?:\.\d{1,2})?)x$/isu.exec(stem);
  const density = Number(match?.[2] ?? 0);
  return density > 0 ? { name: match?.[1] ?? "", density } : { name: stem, density: 1 };
}

const spelling = (ext: string, suffix: string): string => (fits(ext, suffix) ? suffix : ext);

const fits = (ext: string, suffix: string): boolean =>
  spellings[ext]?.includes(suffix.toLowerCase()) === true;

/** Two decimals at most, without trailing zeros: 1.5, 1.33, 2. */
const decimal = (value: number): string => String(Number(value.toFixed(2)));

/** As much of the beginning as fits, by what people see as characters. */
function shorten(text: string, room: number): string {
  if (utf8Length(text) <= room) {
    return text;
  }
  const graphemes = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  // A letter under a heap of accents can be longer than the room there is; then code points go.
  return beginning(graphemes, room) || beginning(Array.from(text), room);
}

function beginning(pieces: readonly string[], room: number): string {
  let left = room;
  const firstOut = pieces.findIndex((piece) => (left -= utf8Length(piece)) < 0);
  return pieces.slice(0, firstOut).join("");
}

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/**
 * Whether a file system might take `name` for one of `existingNames`. It may ignore case (Windows,
 * macOS) and how accents are encoded (macOS); in doubt the answer is yes.
 */
export function isTaken(name: string, existingNames: Iterable<string>): boolean {
  const folded = fold(name);
  return Array.from(existingNames, fold).includes(folded);
}

/** Upper case first: it joins letters that have no single lower case, as NTFS does. */
const fold = (name: string): string =>
  name.normalize("NFD").toUpperCase().toLowerCase().normalize("NFC");
