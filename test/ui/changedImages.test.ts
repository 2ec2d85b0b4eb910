import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantScript } from "../fal-server/script.ts";
import { picture } from "../support/images.ts";
import { git } from "../support/git.ts";
import { submits } from "./journey.ts";
import { answerLot, waitForLot } from "./lot.ts";
import type { Session } from "./session.ts";
import { SourceControl } from "./sourceControl.ts";
import { uiSuite } from "./uiSuite.ts";

const item = "Upscale Changed Images…";
const command = "Clarity Upscaler: Upscale Changed Images…";

/** A picture unlike all others, because what was upscaled before is left out. */
const unlike = (width: number): Promise<Uint8Array> => picture({ width, height: 90 });

/** The files of a repository in which five pictures have changed, one of them is staged and one deleted. */
async function repository(): Promise<Record<string, Uint8Array>> {
  const folder = mkdtempSync(join(tmpdir(), "clarity-git-"));
  try {
    const put = async (name: string, width: number) =>
      writeFileSync(join(folder, name), await unlike(width));
    const names = ["changed.png", "staged.png", "gone.png", "same.png", "ui/deep.png"];
    mkdirSync(join(folder, "ui"));
    for (const [index, name] of names.entries()) {
      await put(name, 200 + index);
    }
    await git(folder, "init");
    await git(folder, "add", ".");
    await git(folder, "commit", "--message", "All");
    await put("changed.png", 210);
    await put("staged.png", 211);
    await put("new.png", 212);
    await put("ui/deep.png", 213);
    await git(folder, "add", "staged.png");
    rmSync(join(folder, "gone.png"));
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true });
    return Object.fromEntries(
      paths
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .map((path) => [`site${path.slice(folder.length)}`, readFileSync(path)]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const made = ({ folder }: Session): string[] =>
  readdirSync(join(folder, "site"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes("@2x"))
    .toSorted();

uiSuite(
  {
    name: "changed images",
    files: await repository(),
    fal: { script: instantScript },
    settings: { "git.enabled": true, "scm.defaultViewMode": "tree" },
  },
  (uiTest) => {
    /** Chooses the command from the menu of a row of the view, once the view lists the newest change. */
    async function choose(
      session: Session,
      { row, newest, shot }: Record<"row" | "newest" | "shot", string>,
    ): Promise<void> {
      const { menu } = session.workbench;
      const changes = new SourceControl(session.page);
      await changes.while(newest, async () => {
        await menu.open(changes.row(row), item);
        await session.shot(shot);
        await menu.close();
        await menu.choose(changes.row(row), item);
        await answerLot(session, "Upscale 1 image");
      });
    }

    uiTest("one changed image of the Source Control view is upscaled", async (session) => {
      await choose(session, { row: "changed.png", newest: "new.png", shot: "menu of a change" });
      await session.workbench.notices.wait(/^changed@2x\.png: /);
      assert.deepEqual(made(session), ["changed@2x.png"]);
    });

    uiTest("so is what has changed in a folder", async (session) => {
      await choose(session, { row: "ui", newest: "deep.png", shot: "menu of a folder" });
      await session.workbench.notices.wait(/^deep@2x\.png: /);
      assert.deepEqual(made(session), ["changed@2x.png", "ui/deep@2x.png"]);
    });

    uiTest("a group is upscaled without what is deleted", async (session) => {
      await choose(session, { row: "Changes", newest: "deep@2x.png", shot: "menu of a group" });
      await session.workbench.notices.wait(/^new@2x\.png: .* 4 images were left out\.$/);
      assert.deepEqual(made(session), ["changed@2x.png", "new@2x.png", "ui/deep@2x.png"]);
    });

    uiTest("the palette takes all that has changed, staged or not", async (session) => {
      const { workbench } = session;
      await workbench.runCommand(command);
      await waitForLot(session, "Upscale 1 image");
      await session.shot("question");
      await answerLot(session, "Upscale 1 image");
      await workbench.notices.wait(/^staged@2x\.png: /);
      assert.ok(made(session).includes("staged@2x.png"));
      assert.equal(submits(session), 1);
    });
  },
);
