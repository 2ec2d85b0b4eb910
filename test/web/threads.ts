import type { Session } from "./session.ts";

/** From now on no extension can start a worker, as where a browser's rules forbid it. */
export function forbidWorkers({ host }: Pick<Session, "host">): Promise<void> {
  return host.run(() => {
    const refuse = function Worker() {
      throw new DOMException("no workers here", "SecurityError");
    };
    Object.assign(globalThis, { Worker: refuse });
  }, undefined);
}

/** From now on every worker that an extension starts is deaf and dumb, so its job never ends. */
export function muteWorkers({ host }: Pick<Session, "host">): Promise<void> {
  return host.run(() => {
    const mute = function Worker() {
      return { addEventListener() {}, postMessage() {}, terminate() {} };
    };
    Object.assign(globalThis, { Worker: mute });
  }, undefined);
}

/** What the extension host did: `w` for kernels run in it, `t` for turns of its own timers between them. */
export interface HostThread {
  /** Such as `twtwt`; a run of the same letter counts once. */
  readonly turns: () => Promise<string>;
}

/** Watches the extension host's own thread from now on, anew where it is watched already. */
export async function watchThread({ host }: Pick<Session, "host">): Promise<HostThread> {
  await host.run(() => {
    let turns = "";
    const watch = Reflect.get(globalThis, "turnsForTests");
    if (watch) {
      watch.clear();
      return;
    }
    const turn = (letter: string) => {
      turns += turns.endsWith(letter) ? "" : letter;
    };
    const instantiate = WebAssembly.instantiate.bind(WebAssembly);
    const watched = async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
      const { exports } = await instantiate(module, imports);
      const entries = Object.entries(exports).map(([name, value]) => {
        if (typeof value !== "function") {
          return [name, value];
        }
        const call = (...args: unknown[]) => {
          turn("w");
          return Reflect.apply(value, undefined, args);
        };
        return [name, call];
      });
      return { exports: Object.fromEntries(entries) };
    };
    const tick = () => {
      turn("t");
      setTimeout(tick, 0);
    };
    tick();
    Object.assign(WebAssembly, { instantiate: watched });
    const clear = () => {
      turns = "";
    };
    Object.assign(globalThis, { turnsForTests: { clear, read: () => turns } });
  }, undefined);
  const turns = () => host.run(() => Reflect.get(globalThis, "turnsForTests").read(), undefined);
  return { turns };
}
