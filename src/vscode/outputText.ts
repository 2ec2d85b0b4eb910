import * as vscode from "vscode";
import type { Output } from "../core/job.ts";

/** What was made, in one line: name, pixels, bytes, the time it took (milliseconds), and the seed. */
export function outputText(output: Output, elapsed?: number): string {
  const { name, width, height, byteLength, seed, sourceChanged } = output;
  const facts = [
    `${width} × ${height}`,
    fileSize(byteLength),
    elapsed === undefined ? undefined : seconds(elapsed),
    seed === undefined ? undefined : vscode.l10n.t("seed {0}", String(seed)),
  ];
  const line = `${name}: ${facts.filter(Boolean).join(", ")}`;
  return sourceChanged
    ? `${line}. ${vscode.l10n.t("The source has changed or vanished meanwhile.")}`
    : line;
}

/** `12s`, in VS Code's language; the smallest is a second. */
export const seconds = (elapsed: number): string =>
  new Intl.NumberFormat(vscode.env.language, {
    style: "unit",
    unit: "second",
    unitDisplay: "narrow",
    maximumFractionDigits: 0,
  }).format(Math.max(1, elapsed / 1000));

/** `1.2 MB`, in VS Code's language, counted in 1024s as VS Code's own status bar does. */
function fileSize(bytes: number): string {
  const [value, unit] =
    bytes < 1024 ** 2 ? [bytes / 1024, "kilobyte"] : [bytes / 1024 ** 2, "megabyte"];
  return new Intl.NumberFormat(vscode.env.language, {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
