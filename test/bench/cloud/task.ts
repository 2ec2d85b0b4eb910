import type { Places } from "./places.ts";

/** What a contender is asked to do. */
export interface Task {
  /** Absolute paths of PNGs; each result goes beside its source. */
  readonly sources: readonly string[];
  /** How many images may be on their way through fal at a time. */
  readonly atOnce: number;
}

/** Where a contender finds what it needs, as JSON in its first argument. */
export interface Surroundings {
  readonly places: Places;
  /** The server's own address. */
  readonly serverUrl: string;
  /** An empty folder for what the contender keeps. */
  readonly folder: string;
  /** The product's `dist/pictures`. */
  readonly pictures: string;
}

/** A moment, `now()`, and what happened then. */
export interface Mark {
  readonly name: string;
  readonly at: number;
}

/** What a contender says when it has loaded, failed, or done its task. */
export type Said =
  | { readonly type: "loaded" }
  | { readonly type: "failed"; readonly message: string }
  | {
      readonly type: "done";
      /**
       * `begun`, `uploading`, requests and their answers, `downloaded`, `writing` and `written`, in this order for one image; only
       * `begun` and `written` of somebody into whom nobody can look.
       */
      readonly marks: readonly Mark[];
      /** Resident bytes before the task. */
      readonly idle: number;
      /** Resident bytes at their most during the task. */
      readonly peak: number;
    };
