import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  checkTemplate,
  defaultTemplate,
  isTaken,
  outputName,
  outputNames,
} from "../../src/core/outputName.ts";
import { Random } from "../support/random.ts";

const hero = {
  sourceName: "hero.png",
  scale: 2,
  width: 640,
  height: 400,
  ext: "png",
  template: defaultTemplate,
};
const utf8Length = (text: string): number => Buffer.byteLength(text);

suite("checkTemplate", () => {
  for (const template of [
    defaultTemplate,
    "${name}.${ext}",
    "${scale}x ${name} [upscaled] #1 100%.${ext}",
    "大きい-${name}-${name}.${ext}.${ext}",
    "${name}-${width}x${height}.${ext}",
    "$name {name} ${name}.${ext}",
    `${"a".repeat(186)}\${name}.\${ext}`,
  ]) {
    test(`accepts ${template}`, () => assert.equal(checkTemplate(template), undefined));
  }

  for (const [template, problem] of [
    ["", "empty"],
    ["  ", "empty"],
    [".", "folder"],
    ["..", "folder"],
    ["out/${name}.${ext}", "folder"],
    ["..\\${name}.${ext}", "folder"],
    ["${fileBasename}.${ext}", "unknownVariable"],
    ["${Name}.${ext}", "unknownVariable"],
    ["${name}-${Width}.${ext}", "unknownVariable"],
    ["${width}x${height}.${ext}", "noName"],
    ["${name", "unknownVariable"],
    ["${name}${}.${ext}", "unknownVariable"],
    ["${na${name}me}.${ext}", "unknownVariable"],
    ["upscaled@${scale}x.${ext}", "noName"],
    ["${name}@${scale}x", "noExtension"],
    ["${name}@${scale}x.png", "noExtension"],
    ["${name}.${ext} ", "noExtension"],
    [`${"a".repeat(187)}\${name}.\${ext}`, "tooLong"],
    [`${"大".repeat(63)}\${name}.\${ext}`, "tooLong"],
  ] as const) {
    test(`refuses ${JSON.stringify(template).slice(0, 40)}: ${problem}`, () =>
      assert.equal(checkTemplate(template), problem));
  }

  for (const character of '<>:"|?*\0\n\u007f') {
    test(`refuses ${JSON.stringify(character)}: illegalCharacter`, () =>
      assert.equal(checkTemplate(`\${name}${character}.\${ext}`), "illegalCharacter"));
  }
});

suite("outputName", () => {
  for (const [sourceName, scale, ext, expected] of [
    ["hero.png", 2, "png", "hero@2x.png"],
    ["a.b.jpeg", 4, "jpg", "a.b@4x.jpeg"],
    ["hero.png", 1.5, "png", "hero@1.5x.png"],
    ["hero.png", 4 / 3, "png", "hero@1.33x.png"],
    ["hero.png", 2.999, "png", "hero@3x.png"],
    // The extension follows the bytes, in the source's own spelling where it fits them.
    ["photo.jpg", 2, "png", "photo@2x.png"],
    ["PHOTO.JPG", 2, "jpg", "PHOTO@2x.JPG"],
    ["photo.Jpeg", 2, "jpg", "photo@2x.Jpeg"],
    ["photo.jfif", 2, "jpg", "photo@2x.jfif"],
    ["LICENSE", 2, "png", "LICENSE@2x.png"],
    [".png", 2, "png", "image@2x.png"],
    [".JPEG", 2, "jpg", "image@2x.JPEG"],
    [".hidden", 2, "png", ".hidden@2x.png"],
    // A density is multiplied.
    ["icon@2x.png", 2, "png", "icon@4x.png"],
    ["icon@1.5x.png", 2, "png", "icon@3x.png"],
    ["icon@1.5x.png", 1.5, "png", "icon@2.25x.png"],
    ["icon@3x.png", 4 / 3, "png", "icon@4x.png"],
    ["icon@2X.PNG", 2, "png", "icon@4x.PNG"],
    ["a@2x@2x.png", 2, "png", "a@2x@4x.png"],
    ["@2x.png", 2, "png", "image@4x.png"],
    ["icon@0x.png", 2, "png", "icon@0x@2x.png"],
    ["icon@1920x.png", 2, "png", "icon@1920x@2x.png"],
    ["icon@1.125x.png", 2, "png", "icon@1.125x@2x.png"],
    ["icon@2x~ipad.png", 2, "png", "icon@2x~ipad@2x.png"],
    // No other folder.
    ["a/b\\c.png", 2, "png", "a_b_c@2x.png"],
    ["he\0ro.png", 2, "png", "he_ro@2x.png"],
    // Devices on Windows.
    ["con.png", 2, "png", "con@2x.png"],
    ["con.hero.png", 2, "png", "_con.hero@2x.png"],
  ] as const) {
    test(`${JSON.stringify(sourceName)} at ${scale}× is ${expected}`, () =>
      assert.equal(outputName({ ...hero, sourceName, scale, ext }), expected));
  }

  const kept = ["my hero", " hero ", "a#b%20c[x]", "🦊👨‍👩‍👧", "写真", "caf\u00e9", "cafe\u0301"];
  for (const stem of [...kept, "12:30 <a> b?", "${scale}$&$1", "hero."]) {
    test(`keeps ${JSON.stringify(stem)}`, () =>
      assert.equal(outputName({ ...hero, sourceName: `${stem}.png` }), `${stem}@2x.png`));
  }

  for (const [template, sourceName, expected] of [
    ["${name}.${ext}", "icon@2x.png", "icon@2x.png"],
    ["${name}-big.${ext}", "icon@2x.png", "icon@2x-big.png"],
    ["${name}_${scale}.${ext}", "icon@2x.png", "icon_4.png"],
    ["${scale} ${name} ${name}.${ext}.${ext}", "hero.png", "2 hero hero.png.png"],
    ["COM${scale}.${name}.${ext}", "hero.png", "_COM2.hero.png"],
    ["${name}-${width}x${height}.${ext}", "hero.png", "hero-640x400.png"],
    ["${name}-${width}w.${ext}", "icon@2x.png", "icon@2x-640w.png"],
    ["${name}@${scale}x (${height}).${ext}", "icon@2x.png", "icon@4x (400).png"],
    ["${name}-${width}.${ext}", "${width}.png", "${width}-640.png"],
    ["${name}.${ext}", "console.png", "console.png"],
    ["${name}.${ext}", "com10.png", "com10.png"],
    ["${name}.${ext}", ".png", "image.png"],
    // Refused by checkTemplate, so read as the default.
    ["../${name}.${ext}", "hero.png", "hero@2x.png"],
    ["", "hero.png", "hero@2x.png"],
  ] as const) {
    test(`${sourceName} by ${JSON.stringify(template)} is ${expected}`, () =>
      assert.equal(outputName({ ...hero, template, sourceName }), expected));
  }

  const devices = "CON,prn,aux ,nul.a,Lpt9,com0,com\u00b9,conin$,Clock$".split(",");
  for (const device of devices) {
    test(`${device}.png is no device on Windows`, () => {
      const parts = { ...hero, template: "${name}.${ext}", sourceName: `${device}.png` };
      assert.equal(outputName(parts), `_${device}.png`);
    });
  }

  test("further attempts are numbered before the extension", () => {
    const names = outputNames(hero);
    const first = Array.from({ length: 3 }, () => names.next().value);
    assert.deepEqual(first, ["hero@2x.png", "hero@2x-2.png", "hero@2x-3.png"]);
    assert.equal(outputName(hero, 13), "hero@2x-13.png");
    assert.equal(outputName({ ...hero, template: "${name}.${ext}" }, 2), "hero-2.png");
  });
});

suite("outputName shortens a long name", () => {
  const family = "👨‍👩‍👧‍👦";
  for (const [name, stem, attempt, expected] of [
    ["that just fits", "a".repeat(248), 1, `${"a".repeat(248)}@2x.png`],
    ["by one letter", "a".repeat(249), 1, `${"a".repeat(248)}@2x.png`],
    ["for a further attempt", "a".repeat(248), 12, `${"a".repeat(245)}@2x-12.png`],
    ["of letters of three bytes", "大".repeat(85), 1, `${"大".repeat(82)}@2x.png`],
    ["of emoji, by whole ones", family.repeat(20), 1, `${family.repeat(9)}@2x.png`],
    ["of letters with accents", "e\u0301".repeat(90), 1, `${"e\u0301".repeat(82)}@2x.png`],
    ["and keeps its density", `${"a".repeat(250)}@2x`, 1, `${"a".repeat(248)}@4x.png`],
    ["that is a single letter", `e${"\u0301".repeat(300)}`, 1, `e${"\u0301".repeat(123)}@2x.png`],
  ] as const) {
    test(name, () => {
      const result = outputName({ ...hero, sourceName: `${stem}.png` }, attempt);
      assert.equal(result, expected);
      assert.ok(utf8Length(result) <= 255);
    });
  }

  test("in every place of the template", () => {
    const sourceName = `${"a".repeat(250)}.png`;
    const parts = { ...hero, sourceName, template: "${name}-${name}.${ext}" };
    assert.equal(outputName(parts), `${"a".repeat(125)}-${"a".repeat(125)}.png`);
  });

  test("that begins with a device's name", () => {
    const parts = { ...hero, sourceName: `nul.${"a".repeat(251)}.png` };
    assert.equal(outputName(parts), `_nul.${"a".repeat(243)}@2x.png`);
  });
});

suite("isTaken", () => {
  for (const [name, existing, expected] of [
    ["hero@2x.png", ["HERO@2X.PNG"], true],
    ["caf\u00e9.png", ["cafe\u0301.png"], true],
    ["CAFE\u0301.png", ["caf\u00e9.PNG"], true],
    ["straße.png", ["STRASSE.png"], true],
    ["Σίσυφος.png", ["ΣΊΣΥΦΟΣ.PNG"], true],
    ["\u212a.png", ["k.png"], true],
    ["hero@2x.png", ["hero@2x-2.png", "hero.png", "hero@2x.jpg"], false],
    ["写真.png", ["写眞.png"], false],
  ] as const) {
    test(`${name} beside ${existing.join(", ") || "nothing"}: ${expected}`, () =>
      assert.equal(isTaken(name, existing), expected));
  }
});

suite("any name at all", () => {
  const pieces = [
    ...Array.from(`abcXYZ09 .-_@#%[](){}$&'+,;=~/\\:*?"<>|\0\n\t`),
    ...Array.from("éß大🦊\ud800\u0301\u200d"),
    ..."con NUL com1 @2x @1.5x .png .JPEG ${name} ${ext} .. 👨‍👩‍👧".split(" "),
    "a".repeat(120),
    "大".repeat(60),
  ];
  const templates = [
    defaultTemplate,
    "${name}.${ext}",
    "aux.${name}${name}.${ext}",
    "COM${scale}.${name}.${ext}",
    "${name}-${width}x${height}.${ext}",
    `${"a".repeat(186)}\${name}.\${ext}`,
    `${"${name}".repeat(27)}.\${ext}`,
  ];

  for (const template of templates) {
    test(`becomes a safe one by ${template.slice(0, 40)}`, () => {
      assert.equal(checkTemplate(template), undefined);
      const random = new Random(3);
      for (let round = 0; round < 600; round++) {
        const name = Array.from(
          { length: 1 + random.below(12) },
          () => pieces[random.below(pieces.length)],
        );
        const scale = 1 + random.below(300) / 100;
        const parts = { ...hero, sourceName: name.join(""), scale, ext: "jpg", template };
        const names = [1, 2, 3, 10, 11].map((attempt) => outputName(parts, attempt));
        names.forEach(assertSafe);
        names.forEach((each, index) => assert.ok(!isTaken(each, names.slice(0, index))));
      }
    });
  }
});

/** What every system asks of a name; the characters that only Windows refuses are the source's own. */
function assertSafe(name: string): void {
  const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*|\s*)$/isu;
  const shown = JSON.stringify(name);
  assert.doesNotMatch(name, /[/\\\0]/, shown);
  assert.doesNotMatch(name, device, shown);
  assert.match(name, /\.(jpg|jpeg)$/i, shown);
  assert.ok(utf8Length(name) <= 255 && name.length <= 255, shown);
}
