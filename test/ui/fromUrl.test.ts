import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after } from "node:test";
import { instantScript } from "../fal-server/script.ts";
import { hostPicture } from "../support/hostedPicture.ts";
import type { HostedPicture } from "../support/hostedPicture.ts";
import { filesWith, killExtensionHost, records } from "./extensionData.ts";
import { calls, sample, samples, slowDownload, submits, takenOver } from "./journey.ts";
import type { Session } from "./session.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";
import { until } from "./until.ts";

const command = "Clarity Upscaler: Upscale Image from URL…";
const boxTitle = "Clarity Upscaler: Upscale Image from URL";
const signature = "very-secret-signature";
const unknown = /could not be checked/;

const hosted: HostedPicture[] = [];
after(() => hosted.forEach((each) => each.close()));

/** A signed address of the sample picture, whose requests are answered with these statuses first. */
async function hostSample(name: string, statuses: readonly number[] = []): Promise<HostedPicture> {
  const path = `/art/${name}?Signature=${signature}`;
  const picture = await hostPicture(await sample(), path, statuses);
  hosted.push(picture);
  return picture;
}

/** Opens the box and enters an address, with the keyboard. */
async function enter({ workbench }: Session, address: string): Promise<void> {
  await workbench.runCommand(command);
  await workbench.quickInput.waitForTitle(boxTitle);
  await workbench.quickInput.enter(address);
}

async function chooseFolder({ workbench, folder }: Session, name: string): Promise<void> {
  await workbench.quickInput.waitForTitle("Where should the result go?");
  await workbench.quickInput.chooseFolder(`${folder}/${name}`);
}

const madeIn = ({ folder }: Session): string[] => readdirSync(`${folder}/out`).toSorted();

uiSuite(
  {
    name: "fromUrl",
    files: await samples("out/there.png", "other.png"),
    fal: { script: instantScript },
    settings: { "clarityUpscaler.concurrency": 1 },
  },
  (uiTest) => {
    uiTest(
      "the box says what is wrong with an address, and stays until one is good",
      async (session) => {
        const { workbench, page } = session;
        const { quickInput } = workbench;
        const { url: text } = await hostPicture(new TextEncoder().encode("hello"), "/a.png");
        const wrong: readonly (readonly [string, string])[] = [
          ["hero.png", "begin with https://"],
          ["https://192.168.1.1/hero.png", "private network"],
          ["data:image/png;base64,", "empty or damaged"],
          [text, "does not contain an image"],
        ];
        await workbench.runCommand(command);
        await quickInput.waitForTitle(boxTitle);
        assert.match(await quickInput.message.innerText(), /that anybody can open/);
        await session.shot("box");
        for (const [address, words] of wrong) {
          await quickInput.enter(address);
          await quickInput.message.filter({ hasText: words }).waitFor();
        }
        await session.shot("not an image");
        await page.keyboard.press("Escape");
        await quickInput.input.waitFor({ state: "hidden" });
        assert.deepEqual(calls(session), []);
      },
    );

    uiTest("a good one is asked a folder for, and upscaled there", async (session) => {
      const { workbench, profile, folder } = session;
      const { url, asked } = await hostSample("hero.png");
      await enter(session, url);
      await workbench.quickInput.waitForTitle("Where should the result go?");
      await session.shot("where to");
      await chooseFolder(session, "out");
      const told = await workbench.notices.wait(/^hero@2x\.png/);
      assert.match(told, /^hero@2x\.png: 640 × 400, .* It is in out\.$/);
      await session.shot("made");
      assert.deepEqual(madeIn(session), ["hero@2x.png", "there.png"]);
      assert.equal(asked.length, 2);
      assert.deepEqual(filesWith(profile.folder, signature), []);
      assert.deepEqual(filesWith(folder, signature), []);
    });

    uiTest("without a folder nothing is sent", async (session) => {
      const { workbench } = session;
      const { url } = await hostSample("hero.png");
      await enter(session, url);
      await workbench.quickInput.waitForTitle("Where should the result go?");
      await workbench.quickInput.cancel();
      assert.equal(submits(session), 0);
    });

    uiTest("what cannot be looked at is tried only if one says so", async (session) => {
      const { fal, workbench } = session;
      await fal.configure(slowDownload);
      const { url } = await hostSample("shy.png", [403, 403]);
      await enter(session, url);
      await workbench.dialog.filter({ hasText: unknown }).waitFor();
      await session.shot("size and price are not known");
      await workbench.answerDialog("Cancel");
      assert.equal(submits(session), 0);
      await enter(session, url);
      await workbench.answerDialog("Upscale");
      await chooseFolder(session, "out");
      await workbench.notices.wait(/^shy@2x\.png: 640 × 400/);
      assert.equal(submits(session), 1);
    });

    uiTest(
      "an address is not kept: what was submitted goes on after a crash, the rest ends unpaid",
      async (session) => {
        const { fal, workbench, profile } = session;
        await fal.hold("queued");
        for (const name of ["first.png", "second.png"]) {
          await enter(session, (await hostSample(name)).url);
          await chooseFolder(session, "out");
        }
        await until("one is submitted, and the other waits", () => {
          const steps = records(session, "unfinished").map(({ step }) => step);
          return steps.toSorted().join(" ") === "planned submitted";
        });
        assert.deepEqual(filesWith(profile.folder, signature), []);
        killExtensionHost(session);
        await session.reload();
        await fal.release();
        const told = await workbench.notices.wait(/second\.png: The address/, takenOver);
        await session.shot("after a crash");
        assert.match(told, /Upscaled 1 of 2 images, 1 failed\. .* Start again from the URL\./);
        assert.ok(madeIn(session).includes("first@2x.png"));
        assert.equal(submits(session), 1);
        assert.deepEqual(filesWith(profile.folder, signature), []);
      },
    );

    // The box above is drawn in the dark theme.
    for (const theme of themeNames.filter((name) => name !== "dark")) {
      uiTest(`the box is drawn in ${theme}`, async (session) => {
        const { quickInput } = session.workbench;
        await session.setTheme(theme);
        await enter(session, "http://example.com/hero.png");
        await quickInput.message.filter({ hasText: "begin with https://" }).waitFor();
        await session.shot(`box ${theme}`);
        await quickInput.cancel();
      });
    }
  },
);
