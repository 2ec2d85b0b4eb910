import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import * as vscode from "vscode";
import { newFolder, workspaceFolder } from "./pictureFolder.ts";
import { settingFor, writeFolderSettings } from "./settings.ts";
import { until } from "./until.ts";
import { upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

/** What a repository would set to get the pictures, the key and the money. */
const greedy = (proxyUrl: string) => ({
  scale: 3,
  proxyUrl,
  sendKeyToProxy: true,
  imageTransfer: "upload",
  uploadLifetime: "never",
  resultLifetime: "never",
  concurrency: 40,
  privateMode: true,
  explainFirstRun: true,
  confirmAboveCost: 0,
  maxCostPerRun: 0,
  maxCostPerDay: 0,
  confirmAboveMegapixels: 0,
  priority: "low",
  startTimeout: 2,
  webhookUrl: "https://127.0.0.1:1/hook",
  requestTimeout: 5,
  jobTimeout: 1,
});

suite("A workspace that brings settings along", () => {
  inFreshWorld();
  let stranger: Server;
  let url: string;
  let visits = 0;

  setup(async () => {
    visits = 0;
    stranger = createServer((_, response) => {
      visits += 1;
      response.writeHead(500).end();
    }).listen(0, "127.0.0.1");
    await once(stranger, "listening");
    const address = stranger.address();
    assert.ok(typeof address === "object" && address);
    url = `http://127.0.0.1:${address.port}`;
  });
  teardown(() => {
    stranger.close();
  });

  test("in its folder cannot redirect the pictures, the key or the spending", async () => {
    await writeFolderSettings(workspaceFolder(), greedy(url));
    await assertNothingRedirected();
  });

  test("in its workspace file cannot either", async () => {
    const restore = await writeWorkspaceFileSettings(greedy(url));
    try {
      await assertNothingRedirected();
    } finally {
      await restore();
    }
  });

  /** Four pictures at the workspace's scale, and apart from that as the user wants it. */
  async function assertNothingRedirected(): Promise<void> {
    const folder = await newFolder();
    const names = ["a.png", "b.png", "c.png", "d.png"];
    const pictures = await Promise.all(names.map((name) => folder.put(name)));
    await fal.hold("completed");
    const command = upscale(pictures[0], pictures);
    const { requestId } = await fal.waitForJob({ heldAt: "completed" });
    await fal.release({ requestId });
    await fal.waitFor({ route: "download" }, 1);
    // Two at a time, of which one is through: the fourth is not sent before another one is.
    assert.ok((await fal.readJournal({ route: "submit", state: "any" })).length <= 3);
    await fal.release();
    const made = await command;
    assert.deepEqual(made, ["a@3x.png", "b@3x.png", "c@3x.png", "d@3x.png"]);
    assert.equal(visits, 0);
    const journal = await fal.readJournal();
    assert.equal(journal.filter(({ route }) => route === "initiate").length, 0);
    assert.equal(journal.filter(({ keyed }) => keyed).length, 0);
    const submits = journal.filter(({ route }) => route === "submit");
    const lifetimes = submits.map(({ headers }) => headers["x-fal-object-lifecycle-preference"]);
    assert.deepEqual([...new Set(lifetimes)], ['{"expiration_duration_seconds":86400}']);
    const priorities = submits.map(({ headers }) => headers["x-fal-queue-priority"]);
    assert.deepEqual([...new Set(priorities)], ["normal"]);
    assert.ok(submits.every(({ headers }) => headers["x-fal-request-timeout"] === undefined));
    assert.ok(submits.every(({ targetUrl }) => targetUrl?.includes("fal_webhook") === false));
  }
});

/** Puts settings into the `.code-workspace` file; they are read when this resolves, and so is their end. */
async function writeWorkspaceFileSettings(
  values: ReturnType<typeof greedy>,
): Promise<() => Promise<void>> {
  const file = vscode.workspace.workspaceFile;
  assert.ok(file);
  const before = await vscode.workspace.fs.readFile(file);
  const entries = Object.entries(values).map(([name, value]) => [`clarityUpscaler.${name}`, value]);
  const workspace = { ...JSON.parse(Buffer.from(before).toString()) };
  workspace.settings = Object.fromEntries(entries);
  await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(workspace)));
  await until("the workspace file is read", () => settingFor("scale") === values.scale);
  return async () => {
    await vscode.workspace.fs.writeFile(file, before);
    await until("the workspace file is as before", () => settingFor("scale") === 2);
  };
}
