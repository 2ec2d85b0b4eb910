import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Provenance } from "../../src/core/provenance.ts";
import { xmpWith } from "../../src/pictures/metadata/xmpWith.ts";
import { isRecord } from "../fal-server/exchange.ts";
import { jpegSegment, withSegments } from "../support/containers.ts";
import { picture } from "../support/images.ts";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const command = (name: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`clarityUpscaler.${name}`, ...args);

const closeAll = (): Thenable<unknown> =>
  vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");

/** What the command opens for a file. */
async function shownFor(image?: vscode.Uri): Promise<string> {
  await command("showHowMade", image);
  const { document } = vscode.window.activeTextEditor ?? {};
  assert.deepEqual([document?.isUntitled, document?.languageId], [true, "markdown"]);
  const text = document?.getText() ?? "";
  await closeAll();
  return text;
}

/** The model's inputs of the newest request but for its image. */
async function asked(): Promise<Record<string, unknown>> {
  const json = (await fal.readJournal({ route: "submit" })).at(-1)?.json;
  assert.ok(isRecord(json));
  const { image_url: _image, ...inputs } = json;
  return inputs;
}

/** A picture that says it was made like that. */
const saying = async (made: Provenance): Promise<Uint8Array> =>
  withSegments(
    await picture({ format: "jpeg" }),
    jpegSegment(0xe1, "http://ns.adobe.com/xap/1.0/\0", xmpWith(undefined, made)),
  );

suite("Show How This Was Made", () => {
  inFreshWorld();

  test("says what the file says", async () => {
    const folder = await newFolder();
    await changeSettings({ embedProvenance: true, prompt: "a fox, at *night*" });
    await upscale(await folder.put("hero.png"));
    const text = await shownFor(folder.at("hero@2x.png"));
    assert.match(text, /^# How hero@2x\.png was made\n\nThe file says so itself\./);
    for (const row of [
      /\n- Model: Clarity at fal\.ai \(fal-ai\/clarity-upscaler\)\n/,
      /\n- Scale: 2×\n/,
      /\n- Prompt: “a fox, at \\\*night\\\*”\n/,
      /\n- Seed: \d+\n/,
      /\n- Safety Checker: on\n/,
      /\n- Made With: Clarity Upscaler \d+\.\d+\.\d+\n/,
      /\n- Request: [\w-]+\n/,
      /\n- SHA-256 of the Source: [\da-f]{64}\n/,
    ]) {
      assert.match(text, row);
    }
  });

  test("knows what this computer has made, whatever the file is called now", async () => {
    const folder = await newFolder();
    await changeSettings({ model: "device-fast" });
    await upscale(await folder.put("hero.png"));
    const result = await folder.read("hero@2x.png");
    assert.ok(!Buffer.from(result).includes("clarityUpscaler"));
    const text = await shownFor(await folder.put("renamed.png", result));
    assert.match(text, /^# How renamed\.png was made\n\nThis computer's record/);
    assert.match(text, /\n- Model: On This Device: Fast\n- Scale: 2×\n/);
  });

  test("says in plain words that nothing is known", async () => {
    const folder = await newFolder();
    const text = await shownFor(await folder.put("found.png"));
    assert.match(text, /^# How found\.png was made\n\nThe file does not say, and this computer's/);
    assert.doesNotMatch(text, /\n- /);
  });

  test("takes the image in the active tab", async () => {
    const folder = await newFolder();
    await vscode.commands.executeCommand("vscode.open", await folder.put("open.png"));
    assert.match(await shownFor(), /^# How open\.png was made/);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("shows foreign words as words", async () => {
    const folder = await newFolder();
    const prompt = "[x](command:y) <img src=z> | `a` https://example.com/secret?key=1\n# b";
    const options = {
      model: "clarity",
      scale: 2,
      prompt,
      negativePrompt: "n".repeat(5000),
      creativity: 0,
      resemblance: 1,
      guidanceScale: 4,
      inferenceSteps: 18,
      seed: 5,
      safetyChecker: false,
    } as const;
    const text = await shownFor(await folder.put("foreign.jpg", await saying({ options })));
    assert.ok(
      text.includes(
        "\n- Prompt: “\\[x\\](command:y) \\<img src=z\\> \\| \\`a\\` https://example.com/… # b”\n",
      ),
      text,
    );
    assert.ok(text.length < 3000);
  });
});

suite("Upscale Again from a file alone", () => {
  inFreshWorld();

  /** A result and its source as they come from another computer. */
  async function delivered() {
    const first = await newFolder();
    await changeSettings({ embedProvenance: true, prompt: "a fox", creativity: 0.2 });
    await upscale(await first.put("hero.png"));
    const inputs = await asked();
    await changeSettings({ prompt: "a hen", creativity: 0.9, embedProvenance: false });
    await command("clearFinishedJobs");
    const folder = await newFolder();
    await folder.put("another.png", await picture({ width: 40, height: 40 }));
    await folder.put("source of it.png", await first.read("hero.png"));
    await folder.put("result.png", await first.read("hero@2x.png"));
    await vscode.commands.executeCommand("vscode.open", folder.at("result.png"));
    return { folder, inputs };
  }

  teardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("finds the source beside it by its bytes, and takes all options and the seed", async () => {
    const { folder, inputs } = await delivered();
    await command("upscaleAgainWithSameSeed");
    assert.ok((await folder.names()).includes("source of it@2x.png"));
    const { seed, ...others } = await asked();
    assert.deepEqual(others, inputs);
    assert.equal(typeof seed, "number");
  });

  test("or lets the model choose another seed", async () => {
    const { folder, inputs } = await delivered();
    await command("upscaleAgainWithAnotherSeed");
    assert.ok((await folder.names()).includes("source of it@2x.png"));
    assert.deepEqual(await asked(), inputs);
  });

  test("sends nothing for one that took no seed", async () => {
    const folder = await newFolder();
    const options = { model: "device-fast", scale: 2, denoise: "auto" } as const;
    await folder.put("here.jpg", await saying({ options }));
    await vscode.commands.executeCommand("vscode.open", folder.at("here.jpg"));
    await command("upscaleAgainWithSameSeed");
    assert.deepEqual(await folder.names(), ["here.jpg"]);
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });
});
