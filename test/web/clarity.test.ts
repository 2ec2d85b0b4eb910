import assert from "node:assert/strict";
import { after } from "node:test";
import { startFalServer } from "../fal-server/falServer.ts";
import { instantScript } from "../fal-server/script.ts";
import { picture } from "../support/images.ts";
import { decodedBySharp } from "../support/rasters.ts";
import { changeSetting, readFile, upscale } from "./upscaling.ts";
import { webSuite } from "./webSuite.ts";

const fal = await startFalServer({ script: instantScript });
after(() => fal.close());

webSuite(
  {
    name: "Clarity in the browser",
    files: { "hero.png": await picture() },
    reachable: [new URL(fal.url).host],
  },
  (webTest) => {
    webTest("upscales through a proxy of fal", async (session) => {
      await changeSetting(session, "model", "clarity");
      await changeSetting(session, "proxyUrl", fal.url);
      assert.deepEqual(await upscale(session, "hero.png"), ["hero@2x.png"]);
      const { width, height } = await decodedBySharp(await readFile(session, "hero@2x.png"));
      assert.deepEqual([width, height], [96, 64]);
      const submits = fal.journal.filter(({ route }) => route === "submit");
      assert.equal(submits.length, 1);
      assert.deepEqual(session.outside.asked, []);
    });
  },
);
