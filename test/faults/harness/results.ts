import { isRecord } from "../../../src/core/record.ts";
import type { FalServer } from "../../fal-server/falServer.ts";
import { ask } from "../../support/falQueue.ts";

/** The bytes of every picture that the server has made, asked of it as a user of its API would. */
export async function picturesMade(server: FalServer): Promise<Buffer[]> {
  const made = (await server.jobs()).filter(({ resultStatus }) => resultStatus === 200);
  const pictures = made.map(async ({ endpoint, requestId }) => {
    const path = `/queue.fal.run/${endpoint}/requests/${requestId}`;
    const { body } = await ask(server.url, "GET", path);
    const url = isRecord(body["image"]) ? body["image"]["url"] : undefined;
    // A request that the server has forgotten has no picture any more.
    return typeof url === "string" ? [Buffer.from(await (await fetch(url)).arrayBuffer())] : [];
  });
  return (await Promise.all(pictures)).flat();
}

/** Submits that the server did, whatever it told about them; and all that reached it. */
export function submits({ journal }: FalServer): {
  readonly processed: number;
  readonly sent: number;
} {
  const sent = journal.filter(({ route }) => route === "submit");
  return { processed: sent.filter(({ processed }) => processed).length, sent: sent.length };
}
