import type { Provenance } from "./provenance.ts";

/** Texts by names, as a file holds them. The options have the names of our settings. */
export type Fields = Readonly<Record<string, string>>;

/** What a file is to say of how it was made. */
export function fieldsOf(made: Provenance): Fields {
  const { options, seed, request, sourceHash, at, version } = made;
  const all = {
    ...options,
    ...("seed" in options && { seed: seed ?? options.seed }),
    endpoint: request?.endpointId,
    requestId: request?.requestId,
    sourceSha256: sourceHash,
    date: at === undefined ? undefined : new Date(at).toISOString(),
    version,
  };
  const said = Object.entries(all).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}
