import { BlockList, isIP } from "node:net";
import * as fc from "fast-check";

const publicAddress = "https://v3.fal.media/files/b/koala/x.png";

const closed = [
  "http://v3.fal.media/x.png",
  "http://127.0.0.1/x",
  "https://127.0.0.1/x",
  "https://127.1/x",
  "https://0x7f000001/x",
  "https://2130706433/x",
  "https://localhost./x",
  "https://a.localhost/x",
  "https://0.0.0.0/x",
  "https://10.1.2.3/x",
  "https://172.16.0.1/x",
  "https://172.31.255.255/x",
  "https://192.168.1.1/x",
  "https://169.254.169.254/latest/meta-data",
  "https://100.64.0.1/x",
  "https://192.0.0.192/x",
  "https://198.18.0.1/x",
  "https://224.0.0.1/x",
  "https://255.255.255.255/x",
  "https://[::1]/x",
  "https://[::]/x",
  "https://[::ffff:127.0.0.1]/x",
  "https://[::127.0.0.1]/x",
  "https://[64:ff9b::7f00:1]/x",
  "https://[2002:7f00:1::]/x",
  "https://[fc00::1]/x",
  "https://[fd12:3456::1]/x",
  "https://[fe80::1]/x",
  "https://[fec0::1]/x",
  "https://[ff02::1]/x",
  "https://metadata.google.internal/x",
  "https://printer.local/x",
  "https://router.lan/x",
  "https://nas/x",
  "https://user:pass@v3.fal.media/x",
  "file:///etc/passwd",
  "ftp://fal.media/x",
  "data:image/png;base64,AAAA",
  "javascript:alert(1)",
  "command:workbench.action.quit",
  "//evil",
  "https://",
  "https://[",
] as const;

/** Addresses as a server may make them up: good ones, closed ones, anything. */
export const hostileAddress: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constant<string>(publicAddress), weight: 14 },
  fc.constantFrom<string>(...closed),
  fc.webUrl(),
  fc.ipV4().map((ip) => `https://${ip}/x`),
  fc.ipV6().map((ip) => `https://[${ip}]/x`),
  fc.string({ maxLength: 30 }),
);

/**
 * What is not the open internet, written down a second time: IANA's special-purpose registries. Two lists,
 * because one would take every IPv4 address for a mapped one.
 */
const special = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  special.ipv4.addSubnet(net, prefix, "ipv4");
}
for (const [net, prefix] of [
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
] as const) {
  special.ipv6.addSubnet(net, prefix, "ipv6");
}

/** Whether a call may have gone there: encrypted, to the open internet. */
export function isPublic(address: string): boolean {
  const { protocol, hostname, username } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, "");
  return protocol === "https:" && username === "" && !isSpecial(host);
}

function isSpecial(host: string): boolean {
  switch (isIP(host)) {
    case 4:
      return special.ipv4.check(host, "ipv4");
    case 6:
      return special.ipv6.check(host, "ipv6");
    default:
      return /(^|\.)(localhost|local|internal|lan)\.?$/.test(host) || !host.includes(".");
  }
}
