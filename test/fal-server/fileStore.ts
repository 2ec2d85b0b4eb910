import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";

/** A file of the CDN. */
export interface StoredFile {
  readonly contentType: string;
  readonly bytes: Buffer;
  /** In milliseconds since 1970; null for never. */
  readonly expiresAt: number | null;
}

/** What is known of a file before its bytes are there. */
export interface FileAnnouncement {
  readonly fileName: string;
  readonly contentType: string;
  readonly lifeSeconds: number | null;
}

/** An upload under way, of one piece or of many. */
export interface Upload {
  readonly id: string;
  /** Stands for the signature in a presigned address. */
  readonly signature: string;
  /** Where the file will be, below the CDN's host. */
  readonly path: string;
  readonly announcement: FileAnnouncement;
  readonly parts: Map<number, Buffer>;
}

const words = ["koala", "zebra", "lion", "tiger", "panda", "rabbit", "monkey", "elephant"];

/** A path as those of fal's CDN: `/files/b/<word>/<id>_<name>`. */
function newPath(fileName: string): string {
  const word = words[Math.floor(Math.random() * words.length)] ?? "koala";
  return `/files/b/${word}/${randomBytes(12).toString("base64url")}_${encodeURIComponent(fileName)}`;
}

/** The files of the CDN, kept in memory. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  readonly #uploads = new Map<string, Upload>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  announce(announcement: FileAnnouncement): Upload {
    const upload: Upload = {
      id: randomUUID(),
      signature: randomBytes(16).toString("hex"),
      path: newPath(announcement.fileName),
      announcement,
      parts: new Map(),
    };
    this.#uploads.set(upload.id, upload);
    return upload;
  }

  upload(id: string | undefined): Upload | undefined {
    return this.#uploads.get(id ?? "");
  }

  /** Takes one piece of an upload and returns its tag. */
  putPart(upload: Upload, partNumber: number, bytes: Buffer): string {
    upload.parts.set(partNumber, bytes);
    return `"${createHash("md5").update(bytes).digest("hex")}"`;
  }

  /** Puts the pieces together in the order of their numbers; from now on the file can be had. */
  complete(upload: Upload, contentType = upload.announcement.contentType): void {
    const inOrder = [...upload.parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
    this.#store(upload.path, Buffer.concat(inOrder), {
      ...upload.announcement,
      contentType,
    });
  }

  /** Stores a whole file and returns its path. */
  put(bytes: Buffer, announcement: FileAnnouncement): string {
    const path = newPath(announcement.fileName);
    this.#store(path, bytes, announcement);
    return path;
  }

  /** The file at a path, or at the path that an address ends with, unless its time is over. */
  find(pathOrUrl: string): StoredFile | undefined {
    const path = /\/files\/b\/[^?#]+/.exec(pathOrUrl)?.[0] ?? "";
    const file = this.#files.get(path);
    const isExpired = (file?.expiresAt ?? Infinity) <= this.#clock.now();
    return isExpired ? undefined : file;
  }

  clear(): void {
    this.#files.clear();
    this.#uploads.clear();
  }

  #store(path: string, bytes: Buffer, { contentType, lifeSeconds }: FileAnnouncement): void {
    const expiresAt = lifeSeconds === null ? null : this.#clock.now() + lifeSeconds * 1000;
    this.#files.set(path, { contentType, bytes, expiresAt });
  }
}
