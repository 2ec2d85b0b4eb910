import assert from "node:assert/strict";
import { defaultScript } from "../fal-server/script.ts";
import { logText } from "./logText.ts";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { until } from "./until.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

suite("The log", () => {
  inFreshWorld();

  test("tells a job's steps and fal's lines, each once, without links or pictures", async () => {
    const folder = await newFolder();
    const before = await logText();
    await changeSettings({ imageTransfer: "upload" });
    await fal.script({
      ...defaultScript,
      logs: [
        "loading",
        " 50%|█████     | 9/18 [00:01<00:01]\r100%|██████████| 18/18 [00:02<00:00]",
      ],
    });
    await fal.hold("queued", "running:1");
    const command = upscale(await folder.put("told.png"));
    const logged = (step: string) =>
      until(`the log has "${step}"`, async () =>
        (await logText()).slice(before.length).includes(`told.png: ${step}`),
      );
    await logged("queued");
    await fal.release({ point: "queued" });
    await logged("fal: loading");
    await fal.release();
    await command;
    await until("the log has its last line", async () => (await logText()).includes("wrote told"));
    const story = (await logText()).slice(before.length);
    const steps = [...story.matchAll(/told\.png: (.+)/g)].map(([, step]) => step);
    assert.deepEqual(
      steps.map((step) =>
        step
          ?.replace(/[\da-f-]{36}/, "ID")
          .replace(/[\d.]+ kB, \S+ for \S+ megapixels, seed \d+/, "SIZE, COST, seed N"),
      ),
      [
        "uploading",
        "waiting",
        "submitting",
        "queued",
        "running",
        "fal: loading",
        "fal: 100% 18/18 [00:02<00:00]",
        "downloading",
        "saving",
        "wrote told@2x.png: 96 × 64, SIZE, COST, seed N (request ID)",
      ],
    );
    assert.doesNotMatch(story, /https?:\/\/|data:|base64|signature/);
  });
});
