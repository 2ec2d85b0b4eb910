import { join, relative, resolve } from "node:path";

/** The repository, absolute. */
export const repository = resolve(import.meta.dirname, "../..");

/** What `npm run package` writes. */
export const packagedExtension = join(repository, "dist/clarity-upscaler.vsix");

/** The folder that F5, the demo and the tests open, as it is committed. */
export const sampleWorkspace = join(repository, "test/fixtures/workspace");

/** Where every run leaves its screenshots, logs and counts. Ignored by Git. */
export const testResults = join(repository, "test-results");

/** A path as a person in the repository would write it. */
export function relativePath(path: string): string {
  return relative(repository, path);
}
