import assert from "node:assert/strict";
import * as vscode from "vscode";
import { UpscaleError } from "../../src/core/errors.ts";
import type { FailureFacts, FailureReason } from "../../src/core/errors.ts";
import type { Job, JobOutcome, Output } from "../../src/core/job.ts";
import type { SkipReason } from "../../src/core/plan.ts";
import { escapeMarkdown } from "../../src/vscode/markdown.ts";
import { summaryText } from "../../src/vscode/summaryText.ts";
import { clarityOptions } from "../support/fakes.ts";
import { workspaceFolder } from "./pictureFolder.ts";

const uri = (path: string): string => vscode.Uri.joinPath(workspaceFolder().uri, path).toString();

/** How the workspace calls it: with two folders open, by the folder's name too. */
const shown = (path: string): string => `${workspaceFolder().name}/${path}`;

const source = (path: string) => ({ uri: uri(path), name: path.slice(path.lastIndexOf("/") + 1) });

const jobOf = (path: string, facts: Partial<Job> = {}): Job => ({
  id: path,
  batch: "batch",
  source: source(path),
  options: clarityOptions,
  folder: uri("."),
  nameTemplate: "${name}@${scale}x.${ext}",
  dollarsPerMegapixel: 0.03,
  ...facts,
});

const made = (path: string, facts: Partial<Output> = {}, job: Partial<Job> = {}): JobOutcome => ({
  state: "done",
  job: jobOf(path, job),
  output: {
    uri: uri(path.replace(".png", "@2x.png")),
    name: "",
    width: 2000,
    height: 1000,
    byteLength: 2048,
    hash: "",
    sourceChanged: false,
    ...facts,
  },
});

const failed = (path: string, reason: FailureReason, facts?: FailureFacts): JobOutcome => ({
  state: "failed",
  job: jobOf(path),
  error: new UpscaleError(reason, facts),
});

const skipped = (path: string, why: SkipReason) => ({ source: source(path), why });

const device = { options: { model: "device-fast", scale: 2, denoise: "auto" } } as const;

suite("The summary of a batch", () => {
  test("says how each image ended, in groups with their reasons and what to do", () => {
    const text = summaryText({
      outcomes: [
        made("ui/a.png", { seed: 7 }),
        failed("b.png", "badKey"),
        failed("c.png", "badKey"),
        failed("d.png", "badSource", { subject: "animated" }),
        { state: "cancelled", job: jobOf("e.png"), cancel: "cancelled" },
        { state: "cancelled", job: jobOf("f.png"), cancel: "notSent" },
        made("g.png"),
      ],
      skipped: [skipped("h.png", "done"), skipped("i.png", "ours"), skipped("j.png", "done")],
      elapsed: 12_400,
    });
    assert.equal(
      text,
      `# Upscaled 2 of 7 images

- Price: about $0.12
- “About” is an estimate from the pixels, at $0.03 a megapixel: fal.ai did not say what it charged.
- Time: 12s

## Made: 2

- ${shown("ui/a.png")} → ${shown("ui/a@2x.png")}: 2000 × 1000, 2 kB, about $0.06, seed 7
- ${shown("g.png")} → ${shown("g@2x.png")}: 2000 × 1000, 2 kB, about $0.06

## Skipped: 3

Already upscaled with these options, here or as a copy.

- ${shown("h.png")}
- ${shown("j.png")}

Made by Clarity Upscaler itself.

- ${shown("i.png")}

## Failed: 3

fal.ai did not accept the API key. Run “Clarity Upscaler: Set API Key”, then upscale these images again.

- ${shown("b.png")}
- ${shown("c.png")}

Animated images cannot be upscaled. “Clarity Upscaler: Show Log” has the details.

- ${shown("d.png")}

## Cancelled: 2

It was sent and may still be charged.

- ${shown("e.png")}

Nothing was sent and nothing is charged.

- ${shown("f.png")}
`,
    );
  });

  const prices: readonly (readonly [what: string, outcomes: JobOutcome[], lines: string[]])[] = [
    ["what fal counted", [made("a.png", { units: 2.1 })], ["Price: $0.06 for 2.1 megapixels"]],
    ["nothing, on this device", [made("a.png", {}, device)], ["Price: free"]],
    [
      "an estimate for each price",
      [made("a.png"), made("b.png", {}, { dollarsPerMegapixel: 0.05 }), made("c.png", {}, device)],
      [
        "Price: about $0.16",
        "“About” is an estimate from the pixels, at $0.03 a megapixel: fal.ai did not say what it charged.",
        "“About” is an estimate from the pixels, at $0.05 a megapixel: fal.ai did not say what it charged.",
      ],
    ],
  ];
  for (const [what, outcomes, lines] of prices) {
    test(`says the price: ${what}`, () => {
      const [, facts = ""] = summaryText({ outcomes, skipped: [] }).split("\n\n");
      assert.deepEqual(
        facts.split("\n"),
        lines.map((line) => `- ${line}`),
      );
    });
  }

  for (const [count, title] of [
    [1, "# Upscaled 1 image"],
    [2, "# Upscaled 2 images"],
  ] as const) {
    test(`says no more than “${title}” where all are made`, () => {
      const outcomes = Array.from({ length: count }, (_, index) => made(`${index}.png`));
      const [first] = summaryText({ outcomes, skipped: [] }).split("\n");
      assert.equal(first, title);
    });
  }

  test("has no section without an image", () => {
    const text = summaryText({ outcomes: [failed("a.png", "offline")], skipped: [] });
    assert.deepEqual(text.match(/^#.*/gm), ["# Upscaled 0 of 1 images", "## Failed: 1"]);
  });

  test("names a hosted image by its name", () => {
    const hosted = { uri: "https://host/…", name: "photo.png", hosted: true } as const;
    const text = summaryText({ outcomes: [made("a.png", {}, { source: hosted })], skipped: [] });
    assert.match(text, /^- photo\.png → /m);
  });

  test("shows the words of others as they are, and makes nothing of them", () => {
    const text = summaryText({
      outcomes: [
        failed("![x](https:evil)\n# b.png", "rejected", { detail: "<img src=x> [a](command:b)" }),
      ],
      skipped: [],
    });
    assert.deepEqual(text.match(/^#.*/gm), ["# Upscaled 0 of 1 images", "## Failed: 1"]);
    assert.doesNotMatch(text, /(?<!\\)[[<]/);
  });
});

suite("Text in Markdown", () => {
  for (const [text, escaped] of [
    ["hero@2x.png", "hero@2x.png"],
    ["my_hero_2.png", "my_hero_2.png"],
    ["_hero_.png", String.raw`\_hero\_.png`],
    ["a*b*.png", String.raw`a\*b\*.png`],
    ["`a`|<b>&amp;~$[c](d)\\", "\\`a\\`\\|\\<b\\>\\&amp;\\~\\$\\[c\\](d)\\\\"],
    ["# a.png", String.raw`\# a.png`],
    ["- a.png", String.raw`\- a.png`],
    ["1. a.png", String.raw`1\. a.png`],
    ["1.png", "1.png"],
    ["  a\r\n\u202Eb.png", "a b.png"],
  ] as const) {
    test(`${JSON.stringify(text)} stays what it is`, () => {
      assert.equal(escapeMarkdown(text), escaped);
    });
  }
});
