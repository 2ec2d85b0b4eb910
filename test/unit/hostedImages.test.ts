import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parseHostedAddress } from "../../src/core/hostedAddress.ts";
import type { HostedAddress } from "../../src/core/hostedAddress.ts";
import { HostedImages } from "../../src/core/hostedImages.ts";
import { hostedName } from "../../src/core/hostedName.ts";
import { image } from "../support/fakes.ts";

const found = await image(8, 8);
const folder = "file:///art";

function address(text: string): HostedAddress {
  const parsed = parseHostedAddress(text, false);
  assert.ok(typeof parsed !== "string");
  return parsed;
}

suite("an image at an address is called", () => {
  const names: readonly (readonly [url: string, known: string, unknown: string])[] = [
    ["https://e.com/art/hero.png?sig=1", "hero.png", "hero.png"],
    ["https://e.com/PHOTO.JPEG", "PHOTO.JPEG", "PHOTO.JPEG"],
    ["https://e.com/b%C3%A4r%20%23.webp", "bär #.webp", "bär #.webp"],
    ["https://e.com/art/1234/", "1234.png", "1234"],
    ["https://e.com/render.php?id=1", "render.php.png", "render.php"],
    ["https://www.example.com/?id=1", "www.example.com.png", "www.example.com"],
    ["https://e.com/..%2f..%2fetc%2fpasswd", ".._.._etc_passwd.png", ".._.._etc_passwd"],
    ["https://e.com/a%5Cb%3A%2A.png", "a_b__.png", "a_b__.png"],
    ["https://e.com/%E2%80%AEgnp.exe", "_gnp.exe.png", "_gnp.exe"],
    ["https://e.com/%zz.png", "%zz.png", "%zz.png"],
    ["https://e.com/%20", "e.com.png", "e.com"],
    ["https://e.com/.png", ".png.png", ".png"],
    ["data:image/png;base64,iVBO", "image.png", "image"],
  ];
  for (const [url, known, unknown] of names) {
    test(`${known} behind ${url}`, () => {
      assert.deepEqual(
        [hostedName(address(url), "png"), hostedName(address(url), undefined)],
        [known, unknown],
      );
    });
  }

  test("with its bytes' own extension", () => {
    assert.equal(hostedName(address("https://e.com/1"), "jpeg"), "1.jpg");
  });
});

suite("the images that are no files", () => {
  const signed = address("https://cdn.example.com/art/hero.png?Signature=very-secret-indeed");

  test("are known by a URI without anything secret", () => {
    const source = new HostedImages().add({ address: signed, image: found }, folder);
    assert.match(source.uri, /^https:\/\/cdn\.example\.com\/art\/hero\.png#[\da-f-]{36}$/);
    assert.deepEqual([source.name, source.hosted], ["hero.png", true]);
    assert.doesNotMatch(JSON.stringify(source), /secret/i);
  });

  test("are found again, however the URI is spelled, with their address and bytes", () => {
    const images = new HostedImages();
    const source = images.add({ address: signed, image: found }, folder);
    const spelled = source.uri.replace("https://", "https:/%2F");
    for (const uri of [source.uri, spelled]) {
      assert.deepEqual(images.find(uri), {
        source,
        folder,
        address: "https://cdn.example.com/art/hero.png?Signature=very-secret-indeed",
        bytes: found.bytes,
      });
    }
  });

  test("that differ in their queries alone are two", () => {
    const images = new HostedImages();
    const [one, two] = ["https://e.com/r?id=1", "https://e.com/r?id=2"].map((url) =>
      images.add({ address: address(url), image: undefined }, folder),
    );
    assert.ok(one && two && one.uri !== two.uri);
    assert.equal(images.find(one.uri)?.address, "https://e.com/r?id=1");
    assert.equal(images.find(two.uri)?.address, "https://e.com/r?id=2");
  });

  test("of a data URI are their bytes and have no address", () => {
    const images = new HostedImages();
    const data = address("data:image/png;base64,iVBO");
    const source = images.add({ address: data, image: found }, folder);
    assert.match(source.uri, /^data:image\/png#[\da-f-]{36}$/);
    assert.deepEqual(images.find(source.uri), { source, folder, bytes: found.bytes });
  });

  test("of another window are not known, and files are none", () => {
    const { uri } = new HostedImages().add({ address: signed, image: found }, folder);
    for (const other of [uri, "file:///art/hero.png", ""]) {
      assert.equal(new HostedImages().find(other), undefined);
    }
  });

  test("let the oldest bytes go for new ones, and never the newest", () => {
    const images = new HostedImages(found.bytes.length * 1.5);
    const data = address("data:image/png;base64,iVBO");
    const [first, second, third] = [data, signed, data].map((each) =>
      images.add({ address: each, image: found }, folder),
    );
    assert.ok(first && second && third);
    assert.equal(images.find(first.uri), undefined);
    assert.deepEqual(
      [images.find(second.uri)?.bytes, images.find(second.uri)?.address !== undefined],
      [undefined, true],
    );
    assert.equal(images.find(third.uri)?.bytes, found.bytes);

    const tiny = new HostedImages(1);
    assert.ok(tiny.find(tiny.add({ address: data, image: found }, folder).uri));
  });
});
