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

/** A line, and the jobs behind it. */
export interface Model {
  readonly network: Network;
  readonly pace: Pace;
}

/** 80 ms, 20 Mbit/s up, 100 Mbit/s down: a line at home, and a server on another coast. */
export const homeNetwork: Network = { roundTrip: 80, up: 2.5e6, down: 12.5e6 };

/** What a small image takes, and a line of the log for each step of the model. */
export const usualPace: Pace = { run: 3000, lines: 18 };

/** A line without delays, whose connections can be closed as those of any other. */
export const noDistance: Network = { roundTrip: 0, up: 1e12, down: 1e12 };

/** Round trips before a new connection carries its first byte: one for TCP, one for TLS 1.3. */
export const tripsToConnect = 2;

/** Milliseconds between an answer and the next question of whoever polls as fal's client does by itself. */
const pollInterval = 500;

/**
 * Milliseconds that a round's jobs run: longer each time by another part of the time between two polls, spread evenly
 * over it, so that nobody who polls is always lucky or never.
 */
export const runIn = ({ network, pace }: Model, round: number): number =>
  pace.run + Math.round(((round * 0.618) % 1) * (pollInterval + network.roundTrip));
