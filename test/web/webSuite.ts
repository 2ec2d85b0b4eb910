import { after, before, suite, test } from "node:test";
import { startSession } from "./session.ts";
import type { Session, SessionOptions } from "./session.ts";

/** Enough for anything on a busy machine; without it, a host that hangs would hang the tests. */
const timeout = 300_000;

/** Declares a test on the suite's session. */
export type WebTest = (name: string, body: (session: Session) => Promise<void>) => void;

/**
 * A suite whose tests share one VS Code in a browser and run in the order in which they stand. Where one
 * fails, a screenshot and the logs stay in test-results/web.
 */
export function webSuite(options: SessionOptions, define: (webTest: WebTest) => void): void {
  suite(options.name, () => {
    let session: Session | undefined;
    before(
      async () => {
        session = await startSession(options);
      },
      { timeout },
    );
    after(() => session?.stop(), { timeout });
    define((name, body) => {
      test(name, { timeout }, () => run(name, body, session));
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
    await session.workbench.tidy();
    await body(session);
  } catch (error) {
    await session.keepEvidence(name).catch(console.error);
    throw error;
  }
}
