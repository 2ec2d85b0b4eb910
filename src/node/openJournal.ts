import { join } from "node:path";
import { JournalFolder } from "./journalFolder.ts";
import { LiveWindow } from "./liveWindow.ts";

/** The journal in a folder of this disk, shared with the other windows of this machine. */
export async function openJournal({ fsPath }: { readonly fsPath: string }) {
  const owner = new LiveWindow(join(fsPath, "windows"));
  await owner.start();
  return { files: new JournalFolder(fsPath), owner, dispose: () => void owner.stop() };
}
