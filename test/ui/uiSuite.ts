import { after, before, suite, test } from "node:test";
import { startSession } from "./session.ts";
import type { Session, SessionOptions } from "./session.ts";

/** Declares a test on the suite's session. */
export type UiTest = (name: string, body: (session: Session) => Promise<void>) => void;

/**
 * A suite whose tests share one VS Code and run in the order in which they stand, each with a fresh fal
 * server and a tidy workbench. Where one fails, a screenshot and the logs stay in test-results/ui, and beside
 * them in a folder that no second try empties.
 */
export function uiSuite(options: SessionOptions, define: (uiTest: UiTest) => void): void {
  suite(options.name, () => {
    let session: Session | undefined;
    before(async () => {
      session = await startSession(options);
    });
    after(() => session?.stop());
    define((name, body) => {
      test(name, () => run(name, body, session));
    });
  });
}

async function run(
  name: string,
  body: (session: Session) => Promise<void>,
  session: Session | undefined,
): Promise<void> {
  if (!session) {
    throw new Error("VS Code was not started");
  }
  try {
    await session.fal.reset();
    await session.workbench.tidy();
    await session.workbench.explorer.waitForFilesOf(session.folder);
    await body(session);
  } catch (error) {
    await session.keepEvidence(name).catch(console.error);
    throw error;
  }
}
