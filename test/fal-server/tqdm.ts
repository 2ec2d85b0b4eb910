const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

function bar(done: number, total: number): string {
  const filled = Math.floor((done * 80) / total);
  return ("█".repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? "")).padEnd(10, " ");
}

/** One progress bar of tqdm, as Python programs print it: `Upscaling: 56%|█████▌    | 10/18 [00:01<00:00]`. */
export function tqdmLine(done: number, total: number, label = "Upscaling"): string {
  const percent = Math.round((done / total) * 100);
  const [elapsed, left] = [Math.floor(done / 10), Math.floor((total - done) / 10)];
  return `${label}: ${percent}%|${bar(done, total)}| ${done}/${total} [00:0${elapsed}<00:0${left}]`;
}

/** A whole pass of tqdm, one line a step. */
export function tqdmLines(total: number, label?: string): string[] {
  return Array.from({ length: total }, (_, step) => tqdmLine(step + 1, total, label));
}

/** The same as terminals receive it: bars that overwrite each other, in colour. */
export function rawTqdmLines(total: number, label?: string): string[] {
  return tqdmLines(total, label).map((line) => `\r\u001B[32m${line}\u001B[0m\u001B[K`);
}
