import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { noise, picture } from "../support/images.ts";
import { calls, outputsOf, samples, upscale } from "./journey.ts";
import { records } from "./extensionData.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";
import { until } from "./until.ts";

/** Percent that say something, and the time that is left. */
const wholeProgress = /^Upscaling large\.png on this device: [1-9]\d?%, \d+:\d\d left$/;

/** A round icon: opaque in the middle, nothing in the corners. */
const icon = (format: "png" | "webp"): Promise<Uint8Array> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">
        <circle cx="32" cy="32" r="24" fill="rgb(40,80,220)"/>
      </svg>`,
    ),
  )
    .toFormat(format)
    .toBuffer();

const batch = ["one.png", "two.png", "three.png", "four.png"];

/** Sources of each format, by the name of what is made of them. */
const sources = {
  "photo@2x.jpg": { source: "photo.jpg", format: "jpeg" },
  "scan@2x.jpeg": { source: "scan.jpeg", format: "jpeg" },
  "web@2x.webp": { source: "web.webp", format: "webp" },
} as const;

const files = {
  ...(await samples("next.png", ...batch)),
  "large.png": await noise(900, 900),
  "reload.png": await noise(600, 600, 2),
  "photo.jpg": await picture({ width: 120, height: 80, format: "jpeg" }),
  "scan.jpeg": await picture({ width: 120, height: 80, format: "jpeg" }),
  "web.webp": await picture({ width: 120, height: 80, format: "webp" }),
  "icon.png": await icon("png"),
  "badge.webp": await icon("webp"),
};

/** The file that a session's test has made. */
const made = ({ folder }: Session, name: string): Buffer => readFileSync(join(folder, name));

async function pixel(bytes: Uint8Array, x: number, y: number): Promise<readonly number[]> {
  const at = { left: x, top: y, width: 1, height: 1 };
  return [...(await sharp(bytes).ensureAlpha().extract(at).raw().toBuffer())];
}

uiSuite(
  {
    name: "on-device",
    files,
    settings: { "clarityUpscaler.model": "device-standard", "clarityUpscaler.scale": 4 },
  },
  (uiTest) => {
    for (const theme of themeNames) {
      uiTest(`a picture that takes its time says how far it is, in ${theme}`, async (session) => {
        const { workbench } = session;
        const { notices } = workbench;
        await session.setTheme(theme);
        await upscale(session, "large.png");
        await notices.wait(wholeProgress);
        assert.ok((await notices.barPercent()) > 0);
        await session.shot(`progress ${theme}`);
        await notices.cancelWork();
        await notices.waitUntilGone("large.png");
        // VS Code closes the notification at once, whatever the work does.
        await until("the job is over", () => records(session, "unfinished").length === 0);
        assert.deepEqual(await notices.words(), []);
        assert.deepEqual(outputsOf(session, "large.png"), []);
      });
    }

    uiTest("after a cancel the next picture is made", async (session) => {
      const { notices } = session.workbench;
      await session.changeSettings({ "clarityUpscaler.scale": 2 });
      await upscale(session, "large.png");
      await notices.wait(/on this device: \d+%/);
      await notices.cancelWork();
      await notices.waitUntilGone("large.png");
      await upscale(session, "next.png");
      await notices.wait(/^next@2x\.png: 640 × 400, .*, on this device$/);
      assert.deepEqual(outputsOf(session, "large.png"), []);
    });

    uiTest("a reload in the middle begins again by itself, and makes one file", async (session) => {
      const { notices } = session.workbench;
      await upscale(session, "reload.png");
      await notices.wait(/on this device: [1-9]\d?%/);
      await session.reload();
      const told = await notices.wait(/^Finished after a restart/, 240_000);
      assert.match(
        told,
        /^Finished after a restart: reload@2x\.png: 1200 × 1200, .*, on this device$/,
      );
      await session.shot("finished after a reload");
      assert.deepEqual(await notices.buttons("Finished"), ["Reveal in Explorer View"]);
      assert.equal(await notices.all.count(), 1);
      assert.deepEqual(outputsOf(session, "reload.png"), ["reload@2x.png"]);
      assert.deepEqual(records(session, "unfinished"), []);
    });

    uiTest("several pictures are one notification, and one undo removes them", async (session) => {
      const { workbench } = session;
      const { notices } = workbench;
      await upscale(session, ...batch);
      await notices.wait(/^Upscaling 4 images on this device: [0-3] of 4 done/);
      assert.equal(await notices.all.count(), 1);
      await session.shot("several");
      await notices.wait(/^Upscaled 4 images on this device in \d+s: free\.$/);
      await session.shot("several done");
      const names = batch.map((name) => name.replace(".png", "@2x.png"));
      assert.deepEqual(
        batch.flatMap((name) => outputsOf(session, name)),
        names,
      );
      await notices.press("Upscaled 4 images", "Undo");
      await workbench.answerDialog("Delete Permanently");
      await notices.wait("4 of 4 files were removed.");
      assert.deepEqual(
        batch.flatMap((name) => outputsOf(session, name)),
        [],
      );
    });

    for (const [name, { source, format }] of Object.entries(sources)) {
      uiTest(`of ${source} a ${format} is made`, async (session) => {
        await upscale(session, source);
        await session.workbench.notices.wait(`${name}: 240 × 160`);
        const { width, height, ...facts } = await sharp(made(session, name)).metadata();
        assert.deepEqual([facts.format, width, height], [format, 240, 160]);
      });
    }

    for (const name of ["icon.png", "badge.webp"]) {
      uiTest(`what is transparent in ${name} stays so`, async (session) => {
        const { notices } = session.workbench;
        const output = name.replace(".", "@2x.");
        await upscale(session, name);
        await notices.wait(`${output}: 128 × 128`);
        const bytes = made(session, output);
        const [, , , corner] = await pixel(bytes, 0, 0);
        const [, , blue = 0, centre] = await pixel(bytes, 64, 64);
        assert.deepEqual([corner, centre], [0, 255]);
        assert.ok(Math.abs(blue - 220) <= 8, `blue is ${blue}`);
        await notices.press(output, "Open");
        assert.deepEqual(await session.workbench.previewedImage(), { width: 128, height: 128 });
        await session.shot(`opened ${output}`);
      });
    }

    uiTest("nothing of all this came to fal", (session) => {
      assert.deepEqual(calls(session), []);
      return Promise.resolve();
    });
  },
);
