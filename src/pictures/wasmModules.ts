import type { AssetName, LoadAsset } from "./assets.ts";

const modulesOf = new WeakMap<LoadAsset, Map<AssetName, Promise<WebAssembly.Module>>>();

/** The compiled module of a file that ships with the extension. It is read and compiled once for each `load`, unless that fails. */
export function wasmModule(name: AssetName, load: LoadAsset): Promise<WebAssembly.Module> {
  const modules = modulesOf.get(load) ?? new Map<AssetName, Promise<WebAssembly.Module>>();
  modulesOf.set(load, modules);
  const compiled = modules.get(name) ?? compile(name, load);
  modules.set(name, compiled);
  compiled.catch(() => modules.delete(name));
  return compiled;
}

const compile = async (name: AssetName, load: LoadAsset): Promise<WebAssembly.Module> =>
  WebAssembly.compile(await load(name));
