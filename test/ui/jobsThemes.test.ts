import { instantScript } from "../fal-server/script.ts";
import { failure, openEmpty, paths, startThree } from "./jobList.ts";
import { samples, upscale } from "./journey.ts";
import { themeNames } from "./theme.ts";
import { uiSuite } from "./uiSuite.ts";

uiSuite(
  { name: "jobsThemes", files: await samples(...paths), fal: { script: instantScript } },
  (uiTest) => {
    for (const theme of themeNames) {
      uiTest(`the view is drawn in ${theme}`, async (session) => {
        const { fal, workbench } = session;
        const { jobs } = workbench;
        await session.setTheme(theme);
        await workbench.runCommand("Clarity Upscaler: Show Jobs");
        await openEmpty(session);
        await session.shot(`${theme} empty`);
        await fal.script({ failure, runMs: 0 }, 1);
        await upscale(session, "art/one.png");
        await jobs.waitFor("Failed", "1");
        await upscale(session, "art/two.png");
        await jobs.waitFor("Done", "1");
        const { waiting } = await startThree(session);
        await workbench.notices.dismissAll();
        await session.shot(`${theme} with all groups`);
        await jobs.pressTitle("Pause Jobs");
        await jobs.waitFor(waiting, "paused");
        await jobs.message.waitFor();
        await session.shot(`${theme} paused`);
        await workbench.runCommand("Clarity Upscaler: Cancel All Jobs");
        await jobs.waitFor("Cancelled", "3");
        await jobs.message.waitFor({ state: "hidden" });
        await session.shot(`${theme} all cancelled`);
      });
    }
  },
);
