import * as vscode from "vscode";
import type { Output } from "../core/job.ts";
import type { Remark } from "../core/pictureFinisher.ts";

const formats: Readonly<Record<string, string>> = { png: "PNG", jpeg: "JPEG", webp: "WebP" };

/** What a result is not, in a sentence without its full stop. */
function remarkText({ kind, detail = "" }: Remark): string {
  switch (kind) {
    case "asDelivered":
      return vscode.l10n.t("It could not be finished here, so it was saved as fal.ai sent it");
    case "otherFormat":
      return vscode.l10n.t("{0} cannot hold it, so it has another format", formats[detail] ?? "");
    case "eightBits":
      return vscode.l10n.t("16 bits a channel became 8");
    case "untold":
      return vscode.l10n.t("How it was made could not be written into the file");
  }
}

/** The sentences that a notice has room for. */
export const remarkTexts = ({ remarks = [] }: Output): string[] =>
  remarks.filter(({ kind }) => kind !== "eightBits").map(remarkText);
