import assert from "node:assert/strict";
import * as vscode from "vscode";
import { isRecord } from "../fal-server/exchange.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { platformError } from "../fal-server/outcome.ts";
import { newFolder } from "./pictureFolder.ts";
import { until } from "./until.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const command = (name: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`clarityUpscaler.${name}`, ...args);

const count = async (route: string): Promise<number> =>
  (await fal.readJournal({ route, state: "any" })).length;

const fiveNames = ["a.png", "b.png", "c.png", "d.png", "e.png"];

/** Pictures that a command upscales, and what that comes to. */
async function begin(names: readonly string[]) {
  const folder = await newFolder();
  const pictures = await Promise.all(names.map((name) => folder.put(name)));
  return { folder, made: upscale(pictures[0], pictures) };
}

/** Starts from an empty list; what a test leaves unfinished would be the next one's. */
function withEmptyList(): void {
  setup(() => command("clearFinishedJobs"));
  teardown(async () => {
    await command("resumeJobs");
    await command("cancelAllJobs");
  });
}

suite("The jobs of the window", () => {
  inFreshWorld();
  withEmptyList();

  test("are paused before they begin, and go on", async () => {
    await command("pauseJobs");
    const { made } = await begin(fiveNames);
    // By then a job would have come to its submit.
    await command("showJobs");
    assert.equal(await count("submit"), 0);
    await command("resumeJobs");
    assert.equal((await made).length, 5);
    assert.equal(await count("submit"), 5);
  });

  test("that are at fal.ai are followed to their end during a pause, and no other is submitted", async () => {
    await fal.hold("running");
    const { folder, made } = await begin(fiveNames);
    await fal.waitFor({ route: "submit" }, 2);
    await command("pauseJobs");
    await fal.release();
    await until("two results are there", async () => (await folder.names()).length === 7);
    assert.equal(await count("submit"), 2);
    await command("resumeJobs");
    assert.equal((await made).length, 5);
  });

  test("are all cancelled at once, also while they are paused", async () => {
    await fal.hold("running");
    const { folder, made } = await begin(fiveNames);
    await fal.waitFor({ route: "submit" }, 2);
    await command("pauseJobs");
    await command("cancelAllJobs");
    assert.deepEqual(await made, []);
    assert.equal(await count("submit"), 2);
    assert.equal(await count("cancel"), 2);
    assert.deepEqual(await folder.names(), fiveNames);
  });

  test("do not stay paused when none is left: the next one begins", async () => {
    await command("pauseJobs");
    const { made } = await begin(["a.png"]);
    let isOver = false;
    void made.then(() => (isOver = true));
    await until("it is there to be cancelled", async () => {
      await command("cancelAllJobs");
      return isOver;
    });
    const next = await begin(["b.png"]);
    await until("it is made", async () => (await next.folder.names()).includes("b@2x.png"));
    assert.deepEqual(await next.made, ["b@2x.png"]);
  });
});

suite("Jobs that failed", () => {
  inFreshWorld();
  withEmptyList();

  const failure = platformError("runner_server_error", "the runner is gone");

  test("are tried again together, and those alone", async () => {
    await fal.script({ failure, runMs: 0 }, 2);
    const { folder, made } = await begin(fiveNames);
    assert.equal((await made).length, 3);
    await command("retryFailedJobs");
    assert.equal((await folder.names()).filter((name) => name.includes("@2x.")).length, 5);
    assert.equal(await count("submit"), 7);
  });

  test("are submitted once more by any number of presses of the button", async () => {
    await fal.script({ failure, runMs: 0 }, 2);
    const { folder, made } = await begin(["a.png", "b.png"]);
    assert.deepEqual(await made, []);
    await Promise.all(Array.from({ length: 5 }, () => command("retryFailedJobs")));
    await until("both are made", async () => (await folder.names()).length === 4);
    await command("retryFailedJobs");
    assert.deepEqual(await folder.names(), ["a.png", "a@2x.png", "b.png", "b@2x.png"]);
    assert.equal(await count("submit"), 4);
  });

  test("are fetched, not submitted, where the result is paid for", async () => {
    // A proxy in between that lets the submit through and no question about it.
    await fal.addFault({ route: "statusStream", fault: falFaults.status(403) });
    await fal.addFault({ route: "status", fault: falFaults.status(403) });
    const { folder, made } = await begin(["a.png"]);
    assert.deepEqual(await made, []);
    await fal.clearFaults();
    await command("clearFinishedJobs");
    await command("retryFailedJobs");
    assert.deepEqual(await folder.names(), ["a.png", "a@2x.png"]);
    assert.equal(await count("submit"), 1);
  });

  test("are not tried again with the others where nobody knows of their submit", async () => {
    await fal.addFault({ route: "submit", fault: falFaults.resetAfter() });
    assert.deepEqual(await (await begin(["a.png"])).made, []);
    await fal.clearFaults();
    await command("retryFailedJobs");
    assert.equal(await count("submit"), 1);
  });

  test("are no longer tried again once they are cleared from the list", async () => {
    await fal.script({ failure, runMs: 0 }, 1);
    assert.deepEqual(await (await begin(["a.png"])).made, []);
    await command("clearFinishedJobs");
    await command("retryFailedJobs");
    assert.equal(await count("submit"), 1);
  });
});

suite("An image that Clarity has upscaled", () => {
  inFreshWorld();
  withEmptyList();

  teardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  const openedResult = async () => {
    const { folder } = await finished("hero.png");
    await vscode.commands.executeCommand("vscode.open", folder.at("hero@2x.png"));
    return { folder };
  };
  const seeds = async () =>
    (await fal.readJournal({ route: "submit" })).map(({ json }) => isRecord(json) && json["seed"]);

  test("is upscaled again with the seed that the model took", async () => {
    const { folder } = await openedResult();
    await command("upscaleAgainWithSameSeed");
    assert.deepEqual(await folder.names(), ["hero.png", "hero@2x-2.png", "hero@2x.png"]);
    const [first, second] = await seeds();
    assert.equal(first, undefined);
    assert.equal(typeof second, "number");
    const [one, two] = [await folder.read("hero@2x.png"), await folder.read("hero@2x-2.png")];
    assert.deepEqual(one, two);
  });

  test("is upscaled again with another one, which the model chooses", async () => {
    const { folder } = await openedResult();
    await command("upscaleAgainWithSameSeed");
    await command("upscaleAgainWithAnotherSeed");
    assert.equal((await folder.names()).length, 4);
    assert.deepEqual((await seeds())[2], undefined);
  });

  test("is the one that is open, or that was made of it, before the last one", async () => {
    const { folder } = await finished("open.png");
    await finished("last.png");
    await vscode.commands.executeCommand("vscode.open", folder.at("open.png"));
    await command("upscaleAgainWithSameSeed");
    assert.ok((await folder.names()).includes("open@2x-2.png"));
  });

  test("is not another one than the one that is open", async () => {
    await finished("made.png");
    const folder = await newFolder();
    await vscode.commands.executeCommand("vscode.open", await folder.put("other.png"));
    await command("upscaleAgainWithSameSeed");
    assert.equal(await count("submit"), 1);
  });

  test("must be in the list: without any, nothing is sent", async () => {
    await command("upscaleAgainWithSameSeed");
    await command("upscaleAgainWithAnotherSeed");
    assert.deepEqual(await fal.readJournal({ state: "any" }), []);
  });
});

async function finished(name: string) {
  const { folder, made } = await begin([name]);
  await made;
  return { folder };
}
