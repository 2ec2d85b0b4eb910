import { Tokens } from "./auth.ts";
import { Changes } from "./changes.ts";
import { ClarityModel } from "./clarityModel.ts";
import { Clock } from "./clock.ts";
import { Faults } from "./faults.ts";
import { FileStore } from "./fileStore.ts";
import { JobQueue } from "./jobQueue.ts";
import { Journal } from "./journal.ts";
import { Scripts } from "./scripts.ts";
import { changedSettings, defaultSettings } from "./settings.ts";
import { Webhooks } from "./webhooks.ts";
import type { Model } from "./jobLife.ts";
import type { JobScript } from "./script.ts";
import type { FalServerSettings, SettingsChange } from "./settings.ts";

/** Everything that a running server knows and does, apart from HTTP. */
export class ServerState {
  readonly changes = new Changes();
  readonly clock = new Clock();
  readonly tokens = new Tokens();
  readonly faults = new Faults();
  readonly journal = new Journal(this.changes);
  readonly files = new FileStore(this.clock);
  readonly queue = new JobQueue(this.clock, this.changes, () => this.settings.concurrency);
  readonly model: Model = new ClarityModel(this.files, () => this.settings);
  readonly webhooks: Webhooks;
  readonly scripts: Scripts;
  readonly #initial: FalServerSettings;
  readonly #closing = new AbortController();
  #settings: FalServerSettings;

  constructor(settings: SettingsChange, script: JobScript) {
    this.#initial = changedSettings(defaultSettings, settings);
    this.#settings = this.#initial;
    this.scripts = new Scripts(script);
    this.webhooks = new Webhooks(this.clock, this.#closing.signal);
  }

  get settings(): FalServerSettings {
    return this.#settings;
  }

  configure(change: SettingsChange): void {
    this.#settings = changedSettings(this.#settings, change);
    this.queue.wakeAll();
  }

  /** As on the first day: no requests, jobs, files or faults, and the settings of the start. */
  reset(): void {
    this.queue.clear();
    this.files.clear();
    this.faults.clear();
    this.journal.clear();
    this.scripts.reset();
    this.clock.reset();
    this.#settings = this.#initial;
  }

  close(): void {
    this.#closing.abort();
    this.queue.clear();
  }
}
