import ipaddr from 'ipaddr.js';

/** Tells whether a resolved IP address may be connected to. */
export type AddressRule = (address: string) => boolean;

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * A rule that lets public unicast addresses through, and of all others only those within the allowed ranges.
 * IPv6 forms that carry an IPv4 address (mapped, translated, NAT64, 6to4, ISATAP) are judged by the address that they
 * carry. Special ranges are those of the IANA special-purpose registries (RFC 6890) as ipaddr.js knows them; of IPv6
 * only what is given out as global unicast passes (2000::/3, RFC 4291 § 2.4).
 */
export function addressRule(allowed: readonly string[]): AddressRule {
  const ranges = allowed.map((range) => ipaddr.parseCIDR(range));
  return (text) => {
    // A zone belongs to the machine, not to the address: whoever writes one means a local link.
    if (!ipaddr.isValid(text) || text.includes('%')) return false;
    const address = plain(ipaddr.parse(text));
    if (ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range as never, bits)))
      return true;
    return isPublic(address);
  };
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || ((address.toByteArray()[0] as number) & 0xe0) === 0x20;
}

/** The IPv4 address that an IPv6 address carries, else the address itself. */
function plain(address: Address): Address {
  if (address instanceof ipaddr.IPv4) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  const range = address.range();
  const last = () => new ipaddr.IPv4(bytes.slice(12));
  // 64:ff9b::/96; of 64:ff9b:1::/48 (RFC 8215) nobody outside knows where the address stands in it.
  if (range === 'rfc6052') return bytes[5] === 0 ? last() : address;
  if (range === 'rfc6145') return last();
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  // RFC 5214 § 6.1: an interface identifier of 0000:5efe or 0200:5efe, then the address.
  const isatap = (bytes[8] === 0 || bytes[8] === 2) && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;
  return isatap && range === 'unicast' ? last() : address;
}
