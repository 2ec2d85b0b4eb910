import type { FileStore } from "./fileStore.ts";

const dataUri = /^data:([^,;]*)(?:;[^,;]*)*?(;base64)?,/;

/**
 * The bytes behind an `image_url`: a `data:` URI, a file of our own CDN, or any http address.
 * Returns undefined when they cannot be had. Real fal allows 30 seconds.
 */
export async function readImageUrl(url: string, files: FileStore): Promise<Buffer | undefined> {
  try {
    return dataIn(url) ?? files.find(url)?.bytes ?? (await download(url));
  } catch {
    return undefined;
  }
}

function dataIn(url: string): Buffer | undefined {
  const [head, , isBase64] = dataUri.exec(url) ?? [];
  if (head === undefined) {
    return undefined;
  }
  const data = url.slice(head.length);
  return isBase64 ? Buffer.from(data, "base64") : Buffer.from(decodeURIComponent(data));
}

async function download(url: string): Promise<Buffer | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
}
