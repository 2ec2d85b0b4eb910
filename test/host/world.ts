import { FalServerControl } from "../fal-server/falServerControl.ts";
import { instantScript } from "../fal-server/script.ts";
import { removeFolders } from "./pictureFolder.ts";
import { restoreSettings } from "./settings.ts";

const { FAL_SERVER_URL } = process.env;
if (FAL_SERVER_URL === undefined) {
  throw new Error("FAL_SERVER_URL must hold the address of the local fal server");
}

/** The fal server that the runner has started, in another process; `proxyUrl` leads there. */
export const fal = new FalServerControl(FAL_SERVER_URL);

/**
 * Gives every test of a suite a fal server that has seen nothing and takes no time, and afterwards takes
 * back the settings and folders of the test.
 */
export function inFreshWorld(): void {
  setup(async () => {
    await fal.reset();
    await fal.script(instantScript);
    // Enough for a job to be through when it is first asked about: the next question comes much later.
    await fal.configure({ network: { latencyMs: 30 } });
  });
  teardown(async () => {
    await fal.release();
    await restoreSettings();
    await removeFolders();
  });
}
