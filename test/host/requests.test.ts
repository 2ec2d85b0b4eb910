import assert from "node:assert/strict";
import { falFaults } from "../fal-server/falFaults.ts";
import type { FaultRule } from "../fal-server/faults.ts";
import type { OutputScript } from "../fal-server/script.ts";
import { newFolder } from "./pictureFolder.ts";
import { changeSettings } from "./settings.ts";
import { looks, upscale } from "./upscale.ts";
import { fal, inFreshWorld } from "./world.ts";

const routes = async () => (await fal.readJournal({ state: "any" })).map(({ route }) => route);

suite("The requests of a whole run", () => {
  inFreshWorld();

  test("are one submit, the news of it, its result and the file", async () => {
    const folder = await newFolder();
    await upscale(await folder.put("hero.png"));
    assert.deepEqual(await routes(), ["submit", "statusStream", "result", "download"]);
  });

  test("are questions where the news do not come through", async () => {
    const folder = await newFolder();
    await fal.addFault({ route: "statusStream", fault: falFaults.status(404) });
    await fal.hold("running");
    const command = upscale(await folder.put("hero.png"));
    await fal.waitFor({ route: "status" });
    await fal.release();
    await command;
    const asked = (await routes()).filter((route) => route !== "statusStream");
    assert.match(asked.join(" "), /^submit( status){2,} result download$/);
  });

  test("begin with an upload where there is one", async () => {
    const folder = await newFolder();
    await changeSettings({ imageTransfer: "upload" });
    await upscale(await folder.put("hero.png"));
    const all = "initiate upload submit statusStream result download";
    assert.equal((await routes()).join(" "), all);
  });

  test("go to the proxy with fal's address, but the bytes go where fal says", async () => {
    const folder = await newFolder();
    await changeSettings({ imageTransfer: "upload" });
    await upscale(await folder.put("hero.png"));
    const journal = await fal.readJournal();
    const direct = journal.filter(({ form }) => form !== "proxy").map(({ route }) => route);
    assert.deepEqual(direct, ["upload", "download"]);
    const hosts = journal.map(({ targetUrl }) => targetUrl && new URL(targetUrl).hostname);
    assert.deepEqual([...new Set(hosts)], ["rest.fal.ai", null, "queue.fal.run"]);
  });
});

suite("A submit whose outcome is not known", () => {
  inFreshWorld();

  const faults: [what: string, fault: FaultRule["fault"]][] = [
    ["a lost connection before fal took it", falFaults.resetBefore()],
    ["a lost connection after fal took it", falFaults.resetAfter()],
    ["500", falFaults.status(500)],
    ["a gateway's 504 page", falFaults.htmlPage(504)],
    ["half of an answer", falFaults.truncatedJson()],
  ];
  for (const [what, fault] of faults) {
    test(`is not repeated: ${what}`, async () => {
      const folder = await newFolder();
      await fal.addFault({ route: "submit", fault });
      assert.deepEqual(await upscale(await folder.put("hero.png")), []);
      assert.deepEqual(await routes(), ["submit"]);
      assert.deepEqual(await folder.names(), ["hero.png"]);
    });
  }
});

suite("What a broken connection delays", () => {
  inFreshWorld();

  const faults: FaultRule[] = [
    { route: "status", times: 1, fault: falFaults.resetBefore() },
    { route: "result", times: 1, fault: falFaults.status(503) },
    { route: "download", times: 1, fault: falFaults.truncatedBody() },
  ];
  for (const rule of faults) {
    test(`is asked for again without a second submit: ${rule.route}`, async () => {
      const folder = await newFolder();
      await fal.addFault({ route: "statusStream", fault: falFaults.status(404) });
      await fal.addFault(rule);
      assert.deepEqual(await upscale(await folder.put("hero.png")), ["hero@2x.png"]);
      assert.equal(await looks(await folder.read("hero@2x.png")), "png 96 × 64");
      const all = await routes();
      assert.equal(all.filter((route) => route === "submit").length, 1);
      assert.ok(all.filter((route) => route === rule.route).length > 1);
    });
  }
});

suite("A result is not kept that", () => {
  inFreshWorld();

  const announcedByNobody: OutputScript = { omit: ["file_size"] };
  const cases: [what: string, output: OutputScript, fault: FaultRule["fault"] | undefined][] = [
    ["has another size", { size: { width: 48, height: 32 } }, undefined],
    ["ends in the middle", announcedByNobody, { kind: "truncate", announce: "kept" }],
    ["is a page", announcedByNobody, falFaults.htmlPage(200, "Sign in")],
    ["is gone", {}, falFaults.expired(410)],
  ];
  for (const [what, output, fault] of cases) {
    test(what, async () => {
      const folder = await newFolder();
      await fal.script({ queuePositions: [], runMs: 0, output });
      if (fault) {
        await fal.addFault({ route: "download", fault });
      }
      assert.deepEqual(await upscale(await folder.put("hero.png")), []);
      assert.deepEqual(await folder.names(), ["hero.png"]);
      assert.equal((await routes()).filter((route) => route === "submit").length, 1);
    });
  }
});
