const token = /\*\*\/|\/\*\*$|\*+|\?|\[!?\]?[^\]/]*\]|[{},]|[^]/g;

/** The characters that mean something in a regular expression. */
const special = /[\\^$.*+?()[\]{}|]/g;

/**
 * Whether a path (names with `/` between them, none in front) fits a glob of VS Code's settings: `*` and `?`
 * within a name, `**` across folders, `{a,b}`, `[a-z]`, `[!a-z]`. Undefined for a glob that cannot be read.
 * Source: the documentation of VS Code's `GlobPattern`.
 */
export function globMatcher(glob: string): ((path: string) => boolean) | undefined {
  const source = sourceOf(glob);
  try {
    const pattern = source === undefined ? undefined : new RegExp(`^${source}$`, "s");
    return pattern && ((path) => pattern.test(path));
  } catch {
    // Such as the range [z-a].
    return undefined;
  }
}

/** The glob as a regular expression; undefined when its braces are not closed. */
function sourceOf(glob: string): string | undefined {
  let depth = 0;
  let source = "";
  for (const [part] of glob.matchAll(token)) {
    depth += Number(part === "{") - Number(part === "}");
    if (depth < 0) {
      return undefined;
    }
    source += part === "," && depth > 0 ? "|" : translated(part);
  }
  return depth === 0 ? source : undefined;
}

function translated(part: string): string {
  switch (part) {
    case "**/":
      return "(?:.*/)?";
    case "/**":
      return "/.*";
    case "*":
      return "[^/]*";
    case "?":
      return "[^/]";
    case "{":
      return "(?:";
    case "}":
      return ")";
    default:
      return part.startsWith("**")
        ? ".*"
        : part.length > 1
          ? characterClass(part)
          : part.replace(special, String.raw`\$&`);
  }
}

/** `[a-z]` or `[!a-z]`, of which a folder's separator is never one. */
function characterClass(part: string): string {
  const isNegated = part[1] === "!";
  const inside = part.slice(isNegated ? 2 : 1, -1).replace(/[\\\]^[]/g, String.raw`\$&`);
  return `(?!/)[${isNegated ? "^" : ""}${inside}]`;
}
