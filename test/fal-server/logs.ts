/** A line as a script gives it; text alone is what a Python program writes to stderr. */
export type LogLine =
  | string
  | { readonly message: string; readonly level?: string; readonly source?: string };

/**
 * The shapes that log entries of fal have been seen in: `labels: {level, source}` (what the Swift
 * and Java clients read), `labels: {}` (captured from the live service in December 2024), level and
 * source at the top (the types of `@fal-ai/client`), or only message and timestamp.
 */
export type LogShape = "labels" | "emptyLabels" | "topLevel" | "bare";

/** The whole log so far, only what is new since the last poll, or always null. */
export type LogDelivery = "cumulative" | "incremental" | "null";

/** A log entry as it goes over the wire. */
export type LogEntry = Readonly<Record<string, unknown>> & {
  readonly message: string;
  readonly timestamp: string;
};

/** Dresses a line in a shape; `at` is in milliseconds since 1970. */
export function toLogEntry(line: LogLine, shape: LogShape, at: number): LogEntry {
  const {
    message,
    level = "STDERR",
    source = "USER",
  } = typeof line === "string" ? { message: line } : line;
  const zulu = new Date(at).toISOString();
  const naive = zulu.replace("Z", "000");
  switch (shape) {
    case "labels":
      return { timestamp: naive, message, labels: { level, source } };
    case "emptyLabels":
      return { timestamp: naive, message, labels: {} };
    case "topLevel":
      return { message, level, source, timestamp: zulu };
    case "bare":
      return { message, timestamp: zulu };
  }
}
