/** A way to fal as the bench models it. */
export interface Network {
  /** Milliseconds from a question to its answer. */
  readonly roundTrip: number;
  /** Bytes per second that all connections share. */
  readonly up: number;
  readonly down: number;
}

/** How a job goes at fal: milliseconds, and lines of its log spread evenly over them. */
export interface Pace {
  readonly run: number;
  readonly lines: number;
}

/** 80 ms, 20 Mbit/s up, 100 Mbit/s down: a line at home, and a server on another coast. */
export const homeNetwork: Network = { roundTrip: 80, up: 2.5e6, down: 12.5e6 };

/** What a small image takes, with a line of the log for each step of the model. */
export const usualPace: Pace = { run: 3000, lines: 18 };

/** Nothing but what the programs themselves take. */
export const noPace: Pace = { run: 0, lines: 18 };

/** Round trips before a new connection carries its first byte: one for TCP, one for TLS 1.3. */
export const tripsToConnect = 2;
