import type { Session } from "./session.ts";
import { settle } from "./settle.ts";

/** Waits until the question before a lot of images offers this, such as `Upscale 3 images`. */
export async function waitForLot({ workbench, page }: Session, row: string): Promise<void> {
  await workbench.quickInput.row(row).waitFor();
  // The list first shows the rows of the one before it, if that had any.
  await settle(page);
  await workbench.quickInput.row(row).waitFor();
}

/** Chooses what the question before a lot of images offers. */
export async function answerLot(session: Session, row: string): Promise<void> {
  await waitForLot(session, row);
  await session.workbench.quickInput.row(row).click();
}
