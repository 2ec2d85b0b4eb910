import { isRecord } from "../../../src/core/record.ts";
import type { FalServer } from "../../fal-server/falServer.ts";
import { filesBelow } from "./files.ts";
import { markedKey, sourceBytes } from "./world.ts";
import type { World } from "./world.ts";

/** A link and a signature as a hostile or careless server writes them into its words. */
export const markedLink =
  "https://v3.fal.media/files/marked/5ec2e7-link.png?signature=5ec2e7-signature";
const markedParts = ["5ec2e7-link", "5ec2e7-signature"];

/** From the middle of the picture as a data URI has it. */
const pieceOfPicture = Buffer.from(sourceBytes).toString("base64").slice(200, 240);

/** Every secret of this world: the key, links to pictures, signatures, the picture itself. */
function secretsOf(server: FalServer): string[] {
  const [, secret = markedKey] = markedKey.split(":");
  const links = server.journal.flatMap(({ route, path, query, json }) => [
    ...(route === "upload" || route === "download" ? [path, query["signature"] ?? ""] : []),
    ...(isRecord(json) && String(json["image_url"]).startsWith("http")
      ? [new URL(String(json["image_url"])).pathname]
      : []),
  ]);
  return [secret, pieceOfPicture, ...markedParts, ...links.filter((link) => link.length > 8)];
}

/** Where a secret was left: in what was printed, in the journal, in the name of a file. */
export async function leaks(world: World): Promise<string[]> {
  const secrets = secretsOf(world.server);
  const journal = [...(await filesBelow(world.journal))];
  const outputs = [...(await filesBelow(world.art)).keys()];
  const places: (readonly [string, string])[] = [
    ...world.lives.map(({ output }, index) => [`life ${index + 1} printed`, output] as const),
    ...journal.map(([name, bytes]) => [`journal/${name}`, `${name} ${bytes.toString()}`] as const),
    ...outputs.map((name) => ["the name of an output", name] as const),
  ];
  return places.flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${place}: ${secret}`),
  );
}
