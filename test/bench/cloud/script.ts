// The script of fal's API page for the model, with what people add to it: the file of theirs, and the result's.
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fal } from "@fal-ai/client";
import pLimit from "p-limit";
import { serveTasks } from "./serveTasks.ts";
import type { OnMark } from "./serveTasks.ts";
import { placedFetch } from "./places.ts";

/** Upscales one file as the page shows it. */
async function upscale(path: string, get: typeof fetch, mark: OnMark) {
  const file = new File([await readFile(path)], basename(path), { type: "image/png" });
  const result = await fal.subscribe("fal-ai/clarity-upscaler", {
    input: { image_url: file },
    logs: true,
    onQueueUpdate: (update) => {
      if (update.status === "IN_PROGRESS") {
        update.logs.map((log) => log.message).forEach((message) => console.log(message));
      }
    },
  });
  const response = await get(result.data.image.url);
  const bytes = Buffer.from(await response.arrayBuffer());
  mark("downloaded");
  mark("writing");
  await writeFile(path.replace(".png", "@2x.png"), bytes);
  mark("written");
}

await serveTasks(async ({ places }, mark) => {
  const get = placedFetch(places, (name, answered) => mark(answered ? `${name} answered` : name));
  fal.config({ credentials: "bench:script", fetch: get });
  return async ({ sources, atOnce }) => {
    const limit = pLimit(atOnce);
    await Promise.all(sources.map((path) => limit(() => upscale(path, get, mark))));
  };
});
