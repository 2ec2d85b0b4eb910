import type * as vscode from "vscode";
import type { ImageFiles } from "../core/files.ts";
import { sha256 } from "../core/hash.ts";
import type { Ledger } from "../core/ledger.ts";
import type { PictureFinisher } from "../core/pictureFinisher.ts";
import type { Provenance } from "../core/provenance.ts";

/** How a file was made, and who says so: the file, in words that anybody may have written, or this computer's ledger. */
export interface KnownProvenance {
  readonly made: Provenance;
  readonly from: "file" | "ledger";
}

/** Who knows how files were made. */
export interface ProvenanceSources {
  readonly files: Pick<ImageFiles, "read">;
  readonly pictures: Pick<PictureFinisher, "readProvenance">;
  readonly ledger: Pick<Ledger, "update" | "provenance">;
}

/** How the file was made, as far as it or this computer knows. Rejects with `cannotRead`. */
export async function knownProvenance(
  image: vscode.Uri,
  { files, pictures, ledger }: ProvenanceSources,
): Promise<KnownProvenance | undefined> {
  const bytes = await files.read(image.toString());
  const told = await pictures.readProvenance(bytes, new AbortController().signal);
  if (told) {
    return { made: told, from: "file" };
  }
  await ledger.update();
  const made = ledger.provenance(await sha256(bytes));
  return made && { made, from: "ledger" };
}
