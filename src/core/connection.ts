import { UpscaleError } from "./errors.ts";

/** Where the calls of the cloud go, and with which key. */
export interface Connection {
  /** `id:secret`, or empty for none. */
  readonly key: string;
  /** The server-side proxy of fal's API page; empty for none. */
  readonly proxyUrl: string;
  readonly sendKeyToProxy: boolean;
}

/** How long fal keeps a file, in the words of its client. */
export const lifetimes = ["immediate", "1h", "1d", "7d", "30d", "1y", "never"] as const;
type Lifetime = (typeof lifetimes)[number];

/** An upload must outlive the queue, so a minute is no choice for it. */
export const uploadLifetimes = lifetimes.filter((lifetime) => lifetime !== "immediate");

/** How a request stands among the others of its account, in the words of fal's client. */
export const priorities = ["normal", "low"] as const;
type Priority = (typeof priorities)[number];

/** How a picture is handed over: inside the request, through fal's storage, or whichever is quicker. */
export const imageTransfers = ["auto", "upload", "dataUri"] as const;
type ImageTransfer = (typeof imageTransfers)[number];

export interface CloudSettings extends Connection {
  readonly imageTransfer: ImageTransfer;
  /** Whether fal may keep the request and its answer, beside the files. */
  readonly storePayloads: boolean;
  /** Milliseconds that one call may take. */
  readonly requestTimeout: number;
  readonly uploadLifetime: Lifetime;
  readonly resultLifetime: Lifetime;
  readonly priority: Priority;
  /** Seconds after which a request that has not begun is given up; null for never. */
  readonly startTimeout: number | null;
  /** Whom fal tells that a request has completed; empty for nobody. */
  readonly webhookUrl: string;
}

export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);

/** Whether bytes may go there: encrypted, or without leaving this machine. */
export const isPrivateWay = (url: URL): boolean =>
  url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));

/** The proxy's address, or undefined for none. Throws `badSetting` for one that cannot be used. */
export function proxyAddress({ proxyUrl }: Pick<Connection, "proxyUrl">): URL | undefined {
  if (proxyUrl === "") {
    return undefined;
  }
  const url = URL.canParse(proxyUrl) ? new URL(proxyUrl) : undefined;
  if (url === undefined || !isPrivateWay(url) || url.username !== "" || url.password !== "") {
    throw new UpscaleError("badSetting", { subject: "proxyUrl" });
  }
  return url;
}

/** Whether fal can tell this address that a request has completed; empty for nobody. */
export const isWebhook = (address: string): boolean =>
  address === "" || (URL.canParse(address) && new URL(address).protocol === "https:");

/** Whether calls carry the user's own key, and so cannot be made without one. */
export const needsKey = ({ proxyUrl, sendKeyToProxy }: Omit<Connection, "key">): boolean =>
  proxyUrl === "" || sendKeyToProxy;
