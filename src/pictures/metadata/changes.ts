import type { GpsChoice } from "../../core/gps.ts";
import type { Provenance } from "../../core/provenance.ts";

/** What differs between a source and its result, for what metadata says of it. */
export interface Changes {
  /** Pixels as the result stores them. */
  readonly width: number;
  readonly height: number;
  /** The result's own, 1 where its pixels lie upright. */
  readonly orientation: number;
  /** Whether the source's pixels lay otherwise than they do now: places in the picture no longer hold. */
  readonly isTurned: boolean;
  /** Whether what was across is down now. */
  readonly swapsSides: boolean;
  readonly gps: GpsChoice;
  /** Whether the result's pixel values mean the colours that the source's do. */
  readonly sameColours: boolean;
  /** How the result was made, where it is to say so. */
  readonly made?: Provenance | undefined;
}
