import ipaddr from 'ipaddr.js';

/** Tells whether a resolved IP address may be connected to. */
export type AddressRule = (address: string) => boolean;

const PUBLIC = 'unicast';

/**
 * A rule that lets public unicast addresses through, and of all others only those within the allowed ranges.
 * IPv6 forms that carry an IPv4 address (mapped, NAT64, 6to4) are judged by the address that they carry.
 * Special ranges are those of the IANA special-purpose registries (RFC 6890) as ipaddr.js knows them.
 */
export function addressRule(allowed: readonly string[]): AddressRule {
  const ranges = allowed.map((range) => ipaddr.parseCIDR(range));
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = plain(ipaddr.parse(text));
    if (ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range as never, bits)))
      return true;
    return address.range() === PUBLIC;
  };
}

function plain(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === 'rfc6052' || range === 'rfc6145') return new ipaddr.IPv4(bytes.slice(12));
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  return address;
}
