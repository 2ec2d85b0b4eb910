import assert from "node:assert/strict";
import sharp from "sharp";
import * as vscode from "vscode";

/** Runs the command as the Explorer does, and resolves to the names of the files that were made. */
export async function upscale(
  clicked?: vscode.Uri,
  selected?: readonly vscode.Uri[],
): Promise<string[]> {
  return (await run(clicked, selected)).map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
}

/** Runs the command, and resolves to the files that were made. */
export async function run(
  clicked?: vscode.Uri,
  selected?: readonly vscode.Uri[],
): Promise<vscode.Uri[]> {
  const made: unknown = await vscode.commands.executeCommand(
    "clarityUpscaler.upscaleImage",
    clicked,
    selected,
  );
  assert.ok(Array.isArray(made), `the command resolved to ${String(made)}`);
  return made.map((uri: unknown) => {
    assert.ok(uri instanceof vscode.Uri);
    return uri;
  });
}

/** Format and size of a picture, such as `png 96 × 64`. Rejects when its bytes are not whole. */
export async function looks(bytes: Uint8Array): Promise<string> {
  const image = sharp(bytes, { failOn: "truncated" });
  const { info } = await image.clone().raw().toBuffer({ resolveWithObject: true });
  const { format } = await image.metadata();
  return `${format} ${info.width} × ${info.height}`;
}
