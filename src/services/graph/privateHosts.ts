import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses that lead into this computer or a network that is not the internet (IANA's registries of special-purpose addresses). */
const privateAddresses = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  privateAddresses.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  // Unspecified, loopback, and IPv4 addresses in the old notation.
  ['::', 96],
  // IPv4 addresses behind a translator, or in a tunnel.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['2001::', 32],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  privateAddresses.addSubnet(network, prefix, 'ipv6');
}

/** Top-level names that no public name server knows. */
const PRIVATE_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$/;

/**
 * Whether the name of a host says that it is this computer, or in a network that is not the internet.
 *
 * A public name that resolves to such an address is not noticed: names are resolved when the request is sent, by `fetch` or a proxy. What is
 * behind it would have to prove with a trusted certificate that it is that name.
 * @param hostname of a `URL`, which has brought addresses in octal, in hexadecimal or in one number into their usual form
 */
export function isPrivateHost(hostname: string): boolean {
  const name = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/(?<!\.)\.+$/, '')
    .toLowerCase();
  if (isIPv4(name)) {
    return privateAddresses.check(name, 'ipv4');
  }
  // An IPv4 address in the notation of version 6 is checked as such.
  return isIPv6(name) ? privateAddresses.check(name, 'ipv6') : !name.includes('.') || PRIVATE_NAMES.test(name);
}
