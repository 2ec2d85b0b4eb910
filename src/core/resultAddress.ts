import { isLoopback, isPrivateWay } from "./connection.ts";

/** Names and addresses that never lead to the open internet (RFC 6890 with IANA's additions, RFC 6761). */
const closedNetworks: readonly RegExp[] = [
  /^0\./,
  /^10\./,
  /^127\./,
  /^169\.254\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^192\.0\.0\./,
  /^198\.1[89]\./,
  /^(22[4-9]|2[3-5]\d)\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^\[(::.*|64:ff9b:.*|2002:.*|f[cd][0-9a-f]{2}:.*|fe[89a-f][0-9a-f]:.*|ff[0-9a-f]{2}:.*)\]$/,
  /(^|\.)(localhost|local|internal|home\.arpa|lan)\.?$/,
  /^[^.[]+\.?$/,
];

/**
 * Whether a result may be fetched from `url`, which a server made up: encrypted, from the open internet. A
 * proxy on this machine (`allowLoopback`) may also hand out what is on this machine.
 */
export function isResultAddress(url: URL, allowLoopback: boolean): boolean {
  if (allowLoopback && isLoopback(url) && isPrivateWay(url)) {
    return true;
  }
  return (
    url.protocol === "https:" &&
    url.username === "" &&
    !closedNetworks.some((closed) => closed.test(url.hostname))
  );
}
