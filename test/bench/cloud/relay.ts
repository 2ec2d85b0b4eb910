import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { listen } from "../listen.ts";
import { now, until } from "./clock.ts";
import type { Link } from "./link.ts";

/** Both directions of the line between the contenders and fal. */
export interface Line {
  readonly up: Link;
  readonly down: Link;
  /** Milliseconds before a new connection carries its first byte. */
  readonly opening: number;
}

/** A port of 127.0.0.1 that is as far from the server as the line makes it. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /** `target` is the server's port. */
  constructor(target: number, line: Line) {
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
      const far = connect({ port: target, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
      this.#keep(near, far);
      carry(near, far, line.up, now() + line.opening).catch(() => far.destroy());
      carry(far, near, line.down, 0).catch(() => near.destroy());
    });
  }

  /** Resolves to the port. */
  listen(): Promise<number> {
    return listen(this.#server);
  }

  /** Ends the connections that are open, as time does. */
  drop(): void {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  #keep(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}

/** Milliseconds. */
const lead = 3;

/** Carries bytes from one socket to another over a link, in pieces that take turns with other connections'. */
async function carry(from: Socket, to: Socket, link: Link, opensAt: number): Promise<void> {
  await until(opensAt);
  let arrived = Promise.resolve();
  const arrive = async (before: Promise<void>, at: number, piece: Uint8Array) => {
    await before;
    await until(at);
    to.write(piece);
  };
  for await (const chunk of from.iterator({ destroyOnReturn: false })) {
    for (const piece of pieces(chunk, link.pieceSize)) {
      const { leavesAt, arrivesAt } = link.send(piece.length);
      arrived = arrive(arrived, arrivesAt, piece);
      // A little early, so that a late timer leaves no gap on the line.
      await until(leavesAt - lead);
    }
  }
  await arrived;
  to.end();
}

function* pieces(chunk: Uint8Array, size: number): Generator<Uint8Array> {
  for (let start = 0; start < chunk.length; start += size) {
    yield chunk.subarray(start, start + size);
  }
}
