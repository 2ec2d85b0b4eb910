import { downloadAndUnzipVSCode } from "@vscode/test-electron";

/** The desktop's executable, or why there is none here. */
export type Desktop =
  | { readonly executable: string }
  | { readonly executable: undefined; readonly reason: string };

/** Only these mean that the download host is out of reach; a bad version or archive is an error. */
const offline = /ENOTFOUND|EAI_AGAIN|ECONN(?:REFUSED|RESET)|E(?:NET|HOST)UNREACH|timed? ?out/i;

/**
 * Downloads the desktop VS Code to .vscode-test of the working directory, or takes the one from an earlier download. Errors: whatever went
 * wrong other than that the download host cannot be reached.
 */
export async function findDesktop(version: string): Promise<Desktop> {
  if (!hasDisplay()) {
    return { executable: undefined, reason: "there is no display (xvfb-run -a gives one)" };
  }
  try {
    return { executable: await downloadAndUnzipVSCode(version) };
  } catch (error) {
    const message = String(error);
    if (!offline.test(message)) {
      throw error;
    }
    return { executable: undefined, reason: `it cannot be downloaded: ${message}` };
  }
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}
