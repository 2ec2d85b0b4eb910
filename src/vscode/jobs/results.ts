import type { BoardEntry } from "../../core/boardEntry.ts";
import type { Upscaler } from "../upscaler.ts";

/** Opens what jobs made, or shows it in the Explorer. */
export async function showResults(
  kind: "open" | "reveal",
  entries: readonly BoardEntry[],
  upscaler: Pick<Upscaler, "take">,
): Promise<void> {
  for (const { outcome } of entries) {
    if (outcome?.state === "done") {
      await upscaler.take({ kind, uri: outcome.output.uri });
    }
  }
}
