/** The other names in a folder, first those of files that the result with this name was most likely made from. */
export const likelySources = (result: string, names: readonly string[]): string[] =>
  names
    .filter((name) => name !== result)
    .toSorted((a, b) => sharedStart(b, result) - sharedStart(a, result) || a.length - b.length);

/** How many characters two names have in common at their beginning. */
function sharedStart(one: string, other: string): number {
  const differing = Array.from(one).findIndex((letter, index) => letter !== other[index]);
  return differing === -1 ? one.length : differing;
}
