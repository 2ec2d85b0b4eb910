const patterns: readonly (readonly [RegExp, string])[] = [
  // A picture inside a text.
  [/data:[\w.+-]+\/[\w.+-]+[;,][^\s"'<>)]*/gi, "data:…"],
  // A hosted picture or a signed upload: whoever has the link has the picture, so only the host stays.
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s/"'<>?#@)]+)[/?#][^\s"'<>)]*/gi, "$1/…"],
  [/\bhttps?:\/\/[^\s/"'<>]*@[^\s"'<>)]*/gi, "https://…"],
  // The same without their scheme. Plain paths stay: fal's words name pages of its own.
  [/\b([\w-]+(?:\.[\w-]+)+)\/[^\s"'<>)?]*\?[^\s"'<>)]+/gi, "$1/…"],
  [/\b([\w.-]*fal\.media)\/[^\s"'<>)…]+/gi, "$1/…"],
  // With its colon or its length, because fal's words about keys are to be read.
  [/\b(Key)\s+[^\s"',;:]+:[^\s"',;]+/gi, "$1 …"],
  [/\b(Bearer)\s+[^\s"',;]{12,}/gi, "$1 …"],
  // fal's keys: an id of 36 characters and a secret of 32, with a colon between them.
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:[^\s"',;]+/gi, "…"],
];

/**
 * `text` without keys, links to pictures and pictures. Everything that is logged or shown passes here.
 * `secrets` are removed literally, whatever they look like.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = secrets
    .filter((secret) => secret.length > 3)
    .reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
  return patterns.reduce(
    (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
    withoutSecrets,
  );
}
