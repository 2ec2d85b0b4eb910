import assert from "node:assert/strict";
import { isRecord } from "../fal-server/exchange.ts";
import { newFolder, workspaceFolder } from "./pictureFolder.ts";
import { changeSettings, writeFolderSettings } from "./settings.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const defaults = {
  prompt: "masterpiece, best quality, highres",
  upscale_factor: 2,
  negative_prompt: "(worst quality, low quality, normal quality:2)",
  creativity: 0.35,
  resemblance: 0.6,
  guidance_scale: 4,
  num_inference_steps: 18,
  enable_safety_checker: true,
};

const other = {
  scale: 3,
  prompt: 'a fox, “fine fur”\nsecond line, "quoted" 🦊',
  negativePrompt: "",
  creativity: 0.1,
  resemblance: 0.9,
  guidanceScale: 7.5,
  inferenceSteps: 30,
  seed: 42,
  safetyChecker: false,
};

const otherInput = {
  prompt: other.prompt,
  upscale_factor: 3,
  negative_prompt: "",
  creativity: 0.1,
  resemblance: 0.9,
  guidance_scale: 7.5,
  num_inference_steps: 30,
  seed: 42,
  enable_safety_checker: false,
};

suite("What is submitted", () => {
  inFreshWorld();

  test("is every input of the model with the API page's defaults, and no seed", async () => {
    const folder = await newFolder();
    await upscale(await folder.put("hero.png"));
    assert.deepEqual(await submitted(), [defaults]);
  });

  test("is what each picture's own workspace folder says, before the user", async () => {
    const [first, second] = [await newFolder(), await newFolder(workspaceFolder(1))];
    await changeSettings({ creativity: 0.7, concurrency: 1 });
    await writeFolderSettings(workspaceFolder(1), { ...other, outputName: "${name}-big.${ext}" });
    const pictures = [await first.put("one.png"), await second.put("two.png")];
    assert.deepEqual(await upscale(pictures[0], pictures), ["one@2x.png", "two-big.png"]);
    // Whichever is read first is submitted first.
    const expected = new Set([{ ...defaults, creativity: 0.7 }, otherInput]);
    assert.deepEqual(new Set(await submitted()), expected);
  });

  const bounds = [
    { scale: 1, creativity: 0, resemblance: 0, guidanceScale: 0, inferenceSteps: 4, seed: 0 },
    { scale: 4, creativity: 1, resemblance: 1, guidanceScale: 20, inferenceSteps: 50, seed: null },
  ];
  for (const values of bounds) {
    test(`may be at its bound: ${JSON.stringify(values)}`, async () => {
      const folder = await newFolder();
      await writeFolderSettings(workspaceFolder(), values);
      assert.equal((await upscale(await folder.put("hero.png"))).length, 1);
      const { scale, guidanceScale, inferenceSteps, seed, ...same } = values;
      assert.deepEqual(await submitted(), [
        {
          ...defaults,
          ...same,
          upscale_factor: scale,
          guidance_scale: guidanceScale,
          num_inference_steps: inferenceSteps,
          ...(seed !== null && { seed }),
        },
      ]);
    });
  }
});

/** The inputs of all submits, without their pictures. */
async function submitted(): Promise<unknown[]> {
  const submits = await fal.readJournal({ route: "submit" });
  return submits.map(({ json }) => {
    const { image_url: image, ...input } = isRecord(json) ? json : {};
    assert.match(String(image), /^data:image\/png;base64,/);
    return input;
  });
}
