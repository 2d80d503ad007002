import { ipKeyGenerator } from 'express-rate-limit';

const ipv6PrefixLength = 64;

/** Those who share a network count together: one IPv4 address, or the /64 that one IPv6 customer has at least. */
export function networkOf(ipAddress: string): string {
  return ipKeyGenerator(ipAddress, ipv6PrefixLength);
}
