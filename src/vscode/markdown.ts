import * as vscode from "vscode";

// Control characters, line ends among them, and what reorders the text around it.
const invisible = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]+/gu;
// What begins emphasis, code, links, HTML, entities, tables or formulas; `_` between letters begins nothing.
const active = /[\\`*[\]<>&|~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
// What makes a heading, a list or a rule at the beginning of a line.
const leading = /^(\d*)([#+\-=.)]+)(?=\s|$)/u;

/** One line of text that others wrote, such as a file's name, which Markdown shows as it is. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(invisible, " ")
    .trim()
    .replace(active, String.raw`\$&`)
    .replace(leading, String.raw`$1\$2`);

/** Opens Markdown in an editor, where it can be read, changed and saved under any name. */
export async function openDocument(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document, { preview: false });
}
