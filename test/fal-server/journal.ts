import type { Changes } from "./changes.ts";

/**
 * How a request named the fal host that it wants: as the first segment of its path, by the `Host`
 * header, by `x-fal-target-url` as a server-side proxy is addressed, or not at all.
 */
export type AddressForm = "prefix" | "host" | "proxy" | "bare";

/** One request as the server saw it. */
export interface JournalEntry {
  readonly sequence: number;
  /** Milliseconds since 1970, of the server's clock. */
  readonly at: number;
  readonly method: string;
  /** Name in the route table, or `unknown`. */
  readonly route: string;
  readonly form: AddressForm;
  /** The fal host that is meant, such as `queue.fal.run`; null when the request does not say. */
  readonly host: string | null;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. `authorization` is REDACTED. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the request carried a fal key. */
  readonly keyed: boolean;
  /** First 12 hex digits of the key's SHA-256, to tell keys apart without knowing them. */
  readonly keyDigest: string | null;
  readonly targetUrl: string | null;
  bodyBytes: number;
  /** SHA-256 of the body in hex; null while it is being read. */
  bodyDigest: string | null;
  /** The body where it is JSON, with the data in `data:` URIs cut short. */
  json: unknown;
  /** The kind of the fault that was put in its way. */
  fault: string | null;
  /** Whether the server did what was asked, whatever the caller was told about it. */
  processed: boolean;
  /** `abandoned`: the caller went away first. `reset`: a fault cut the connection. */
  state: "open" | "answered" | "reset" | "abandoned";
  /** HTTP status that was sent. */
  status: number | null;
  /** The request in the queue that this one made or asked about. */
  requestId: string | null;
}

/** Which entries are meant; what is left out may be anything. */
export interface JournalFilter {
  readonly route?: string;
  readonly method?: string;
  readonly form?: AddressForm;
  readonly host?: string;
  readonly requestId?: string;
  readonly keyed?: boolean;
  readonly status?: number;
  /** `any` for all; when left out, those that are no longer open. */
  readonly state?: JournalEntry["state"] | "any";
  /** Only entries with a higher sequence number. */
  readonly after?: number;
}

/** Whether an entry is one of those that the filter means. */
export function isMeant(entry: JournalEntry, filter: JournalFilter): boolean {
  const { after = 0, state, ...exact } = filter;
  const facts: Readonly<Record<string, unknown>> = { ...entry };
  return (
    entry.sequence > after &&
    (state === undefined ? entry.state !== "open" : state === "any" || entry.state === state) &&
    Object.entries(exact).every(([name, value]) => value === undefined || facts[name] === value)
  );
}

/** Every request since the start or the last reset, in order of arrival. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  readonly #changes: Changes;
  #sequence = 0;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  add(entry: Omit<JournalEntry, "sequence">): JournalEntry {
    this.#sequence += 1;
    const added = { sequence: this.#sequence, ...entry };
    this.entries.push(added);
    this.#changes.notify();
    return added;
  }

  update(entry: JournalEntry, facts: Partial<JournalEntry>): void {
    Object.assign(entry, facts);
    this.#changes.notify();
  }

  clear(): void {
    this.entries.length = 0;
    this.#sequence = 0;
  }
}
