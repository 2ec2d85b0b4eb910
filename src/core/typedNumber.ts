/**
 * The number that somebody typed: `1.5`, `1,5`, `1920 px`, `2x`, `3×`, `4 MP`. Undefined for anything else,
 * so that nothing is guessed.
 */
export function typedNumber(text: string): number | undefined {
  const [, digits] = /^(\d+(?:[.,]\d+)?)\s*(?:px|x|×|mp)?$/iu.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits.replace(",", "."));
}
