import { drawnSide, rect, svg, text } from "./svg.ts";

const themes = {
  dark: ["#1e1e1e", "#d4d4d4", "#569cd6", "#ce9178", "#6a9955", "#dcdcaa", "#c586c0"],
  light: ["#ffffff", "#1e1e1e", "#0000ff", "#a31515", "#008000", "#795e26", "#af00db"],
} as const;

/** Any code will do, as long as it never changes: the scores hang on it. */
const code = `export function blurred(plane: Plane): Plane {
  const { width, height, data } = plane;
  const inner = width - 2 * radius; // 0x1F, 1e-9
  const out = new Float64Array(inner * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < inner; x++) {
      let sum = 0;
      for (let tap = 0; tap < 11; tap++) {
        sum += gaussian[tap] * data[y * width + x];
      }
      out[y * inner + x] = sum; // {}[]()<>/|&^%$#@!
    }
  }
  return { width: inner, height, data: out };
}

const ready = await Promise.all(files.map(read));
if (ready.some((file) => file.size === 0)) {
  throw new Error(\`empty: \${names.join(", ")}\`);
}
export const version = "1.27.3-beta+build.0815";
const WIDE = "MMMMWWWW", thin = 'iiiillll||||';
type Reply = { ok: true; value: string } | Fault;
while (queue.length > 0 && !signal.aborted) {
  const job = queue.shift() ?? (await next());
  await run(job).catch((e: unknown) => log(e));
}`;

/** A code editor with line numbers and coloured words, 14 px. */
export function editorSvg(theme: keyof typeof themes): string {
  const [background, foreground, ...colours] = themes[theme];
  const lines = code.split("\n").slice(0, 26);
  const advance = 14 * 0.602;
  const words = lines.flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map((word, index) => {
      const fill = index % 2 === 1 ? colours[(row + index) % colours.length] : foreground;
      return mono(48 + word.index * advance, row, fill ?? foreground, word[0]);
    }),
  );
  const numbers = lines.map((_, row) => mono(8, row, "#858585", String(row + 1).padStart(3)));
  return svg(rect([0, 0, drawnSide, drawnSide], background), ...numbers, ...words);
}

const mono = (x: number, row: number, fill: string, content: string) =>
  text([x, 20 + row * 18], 14, fill, content, "DejaVu Sans Mono");
