/** A folder as the names that lead to it, the outermost first. */
export interface FolderPath {
  /** Equal for folders that may have a folder in common; also part of a name where they have none. */
  readonly fileSystem: string;
  readonly names: readonly string[];
}

/**
 * Where the results of `folders` go below one folder that mirrors their structure: the names that lead there,
 * for each in turn. The mirror begins at the innermost folder that all `roots` are in, so what was searched is
 * mirrored the same way whatever was found in it. Equal names for equal folders only.
 */
export function mirrored(
  folders: readonly FolderPath[],
  roots: readonly FolderPath[],
): (readonly string[])[] {
  const fileSystems = [...new Set([...roots, ...folders].map(({ fileSystem }) => fileSystem))];
  const bases = new Map(
    fileSystems.map((fileSystem) => {
      // What is outside all roots is mirrored as well.
      const all = [...roots, ...folders].filter((folder) => folder.fileSystem === fileSystem);
      return [fileSystem, common(all.map(({ names }) => names))];
    }),
  );
  return folders.map(({ fileSystem, names }) => {
    const below = names.slice(bases.get(fileSystem)?.length ?? 0);
    return fileSystems.length > 1 ? [nameFor(fileSystem, fileSystems), ...below] : below;
  });
}

/** The names with which all of these paths begin. */
function common(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = paths;
  const isShared = (name: string, index: number) => others.every((path) => path[index] === name);
  const end = first.findIndex((name, index) => !isShared(name, index));
  return end === -1 ? first : first.slice(0, end);
}

/** A name for a file system that every disk takes; its number keeps it apart from the others. */
function nameFor(fileSystem: string, all: readonly string[]): string {
  const words = fileSystem.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${all.indexOf(fileSystem) + 1}-${words.slice(0, 40)}`;
}
