/** Printable ASCII without a colon: what an HTTP header takes. */
const shape = /^[!-9;-~]+:[!-9;-~]+$/;

/**
 * The key in what a person pasted: without blanks, line breaks, quotes, and what often comes along (`Key `,
 * `FAL_KEY=`). Undefined when it has not the shape `id:secret`.
 */
export function parseKey(pasted: string): string | undefined {
  const key = pasted
    .trim()
    .replace(/^(export\s+)?FAL_KEY\s*=\s*/i, "")
    .replace(/^["']|["']$/g, "")
    .replace(/^Key\s+/i, "")
    .replace(/\s+/g, "");
  return shape.test(key) ? key : undefined;
}
