import { once } from "node:events";
import { Closers } from "./closers.ts";
import { parseDemoArguments, usage, UsageError } from "./demoArguments.ts";
import { setStage } from "./demoStage.ts";
import { hosts } from "./hosts.ts";
import { ensureHost } from "./installHost.ts";
import { createProfile } from "./profile.ts";
import { installExtension, startVscodeServer } from "./vscodeServer.ts";

// npm start: what the demo opens, for a person, until Ctrl-C. See `usage` of the demo.
const interrupted = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
const closers = new Closers();
try {
  console.log(`Open ${await open()}\nCtrl-C ends it.`);
  await interrupted;
} catch (error) {
  const isUsage = error instanceof UsageError;
  console.error(isUsage ? `${error.message}\n\n${usage}` : error);
  process.exitCode = isUsage ? 2 : 1;
} finally {
  await closers.close();
}

async function open(): Promise<string> {
  const demo = parseDemoArguments(process.argv.slice(2));
  const { vsix, backend, workspace, settings } = await setStage(demo, closers);
  const host = await ensureHost("current");
  const profile = createProfile(settings);
  closers.add(() => profile.remove());
  await installExtension(host, profile, vsix);
  const { folder } = workspace;
  const server = await startVscodeServer({ host, profile, workspace: folder, purpose: "people" });
  closers.add(() => server.stop());
  console.log(`VS Code ${hosts.current.version} on ${folder}, ${backend}`);
  return server.url();
}
