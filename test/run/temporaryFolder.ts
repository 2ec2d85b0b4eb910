import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is gone when this process is, however that ends. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** Makes a folder in the system's place for temporary files. */
export function makeTemporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "clarity-"));
  const tries = { maxRetries: 10, retryDelay: 200 };
  const remove = () => rmSync(path, { recursive: true, force: true, ...tries });
  process.once("exit", remove);
  return {
    path,
    remove: () => {
      process.removeListener("exit", remove);
      remove();
    },
  };
}
