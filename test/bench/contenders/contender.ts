import type { Raster } from "../../../src/pictures/raster.ts";

/** One picture to enlarge. */
export interface Assignment {
  readonly source: Raster;
  readonly scale: 2 | 4;
  /** Whether the source has been through JPEG: some pick another network then. */
  readonly isLossy: boolean;
}

/** Something that enlarges pictures: ours, or what people would use instead. */
export interface Contender {
  upscale(assignment: Assignment): Promise<Raster>;
}

/** Loads a contender, with everything that is done once rather than for each picture. */
export type LoadContender = () => Promise<Contender>;

/** What a parent process asks of one that runs a contender. */
export interface Question {
  readonly assignment: Assignment;
  readonly isOutputWanted: boolean;
}

/** What it answers. */
export type Answer =
  | { readonly type: "loaded" }
  | { readonly type: "failed"; readonly message: string }
  | {
      readonly type: "done";
      readonly output: Raster | undefined;
      /** From the call to its result, seconds. */
      readonly wall: number;
      /** User and system time of all threads of the process in that while, seconds. */
      readonly cpu: number;
    };
