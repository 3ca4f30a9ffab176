/** Schemes that a reader may be sent to; everything else (javascript, data, vbscript, file …) is refused. */
const safeSchemes = new Set(
  (
    'http https aim bitcoin callto feed ftp ftps geo git gopher h323 hdl im irc ircs magnet mailto matrix mms news nntp ' +
    'openpgp4fpr rsync rtsp rtspu sftp sip sips skype sms smsto snews ssh svn svn+ssh tel urn webcal xmpp'
  ).split(' '),
);

/**
 * The address that `raw` names when read at `base` (RFC 3986), or undefined when its scheme is not safe or it cannot
 * be read. Without a base a relative address stays relative. White space and control characters are dropped first, as
 * browsers do, so that `java\nscript:` is seen for what it is.
 */
export function resolveAddress(raw: string, base?: string): string | undefined {
  let address = raw;
  // The usual case first: an absolute web address of printable ASCII.
  if (/^https?:\/\/[!-~]+$/.test(raw)) return raw;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what browsers ignore
  if (/[\x00-\x20\x7f-\x9f\u200b\u2028\u2029\ufeff]/.test(raw)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what browsers ignore
    address = raw.replace(/[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+/g, '').trim();
    address = address.replaceAll(' ', '%20');
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined) {
    if (safeSchemes.has(scheme)) return address;
    return undefined;
  }
  if (base === undefined || base === '') return address;
  return URL.parse(address, base)?.href;
}

/** The address when it is absolute http or https, else undefined: what pictures, enclosures and links need. */
export function webAddress(raw: string, base?: string): string | undefined {
  const address = resolveAddress(raw, base);
  return address !== undefined && /^https?:\/\/[^/]/i.test(address) ? address : undefined;
}
