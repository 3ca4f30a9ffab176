import iconv from 'iconv-lite';
import { legacyVietnamese } from './legacy.ts';
import { fromVni } from './vni.ts';

/** Bytes read: a feed or a page larger than this is cut there. */
const MAX_BYTES = 16 * 1024 * 1024;

export type Decoded = {
  text: string;
  /** Name of the encoding that was used, as WHATWG or iconv names it. */
  encoding: string;
  /** Whether bytes stood in the source that this encoding does not know. */
  damaged: boolean;
};

/**
 * Text of a document: the encoding is decided by byte order mark, then the HTTP header, then the declaration in the
 * document, then by looking at the bytes. A declared encoding that the bytes contradict is passed over. Vietnamese in
 * the conventions from before Unicode is recognised whatever the document says. Always NFC.
 */
export function decode(bytes: Uint8Array, contentType?: string): Decoded {
  const source = bytes.length > MAX_BYTES ? bytes.subarray(0, MAX_BYTES) : bytes;
  const { text, encoding, damaged } = read(source, contentType);
  const legacy = legacyVietnamese(text);
  if (legacy) return { text: legacy.text, encoding: legacy.name, damaged };
  return { text: composed(text), encoding, damaged };
}

/** NFC, without the cost where no mark can combine. */
function composed(text: string): string {
  return /[\u0300-\u036f\u1100-\u11ff\u0653-\u0655\u093c\u09be-\u0dff]/.test(text) ? text.normalize('NFC') : text;
}

function read(bytes: Uint8Array, contentType: string | undefined): Decoded {
  const marked = byMark(bytes);
  if (marked) return decodeAs(bytes, marked);
  const stated = charsetOf(contentType);
  const declared = declaration(bytes);
  const candidates = [stated, declared, unmarked(bytes)].filter((name) => name !== undefined);
  const utf8 = utf8Text(bytes);
  if (utf8 !== undefined && (candidates.length === 0 || candidates.some(isUtf8))) {
    // A header that says Latin-1 over a document that says UTF-8 and is: the header is a server's default.
    if (candidates[0] === undefined || isUtf8(candidates[0]) || isLatin(candidates[0])) {
      return { text: utf8, encoding: 'utf-8', damaged: false };
    }
  }
  // So is Latin-1 over bytes that would hardly be UTF-8 by chance: text in it seldom has two such letters in a row.
  if (
    utf8 !== undefined &&
    candidates.every((name) => isLatin(name) || !known(aliases[name] ?? name)) &&
    isTelling(utf8)
  ) {
    return { text: utf8, encoding: 'utf-8', damaged: false };
  }
  for (const candidate of candidates) {
    const name = aliases[candidate] ?? candidate;
    if (isUtf8(name) || (isAscii(name) && !isAsciiOnly(bytes)) || !known(name)) continue;
    return decodeAs(bytes, name);
  }
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8', damaged: false };
  return mostlyUtf8(bytes) ? { ...decodeAs(bytes, 'utf-8'), damaged: true } : decodeAs(bytes, 'windows-1252');
}

function byMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

/** Encodings of more than one byte that show in how `<?xml` or `<rss` itself is written. */
function unmarked(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0 && b === 0 && c === 0 && d === 0x3c) return 'utf-32be';
  if (a === 0x3c && b === 0 && c === 0 && d === 0) return 'utf-32le';
  if (a === 0 && b === 0x3c && c === 0) return 'utf-16be';
  if (a === 0x3c && b === 0 && d === 0) return 'utf-16le';
  if (a === 0x4c && b === 0x6f && c === 0xa7 && d === 0x94) return 'cp037';
  return undefined;
}

/** The charset parameter of a Content-Type. */
function charsetOf(contentType: string | undefined): string | undefined {
  return /charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}

/** The encoding that an XML declaration or an HTML meta element names, in the first bytes. */
function declaration(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0 || bytes[1] === 0) return undefined;
  const head = latin1(bytes.subarray(0, 2_048));
  const xml = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head);
  const found = xml?.[1] ?? /<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  return found && /^(?:utf-?16|utf-?32|ucs-?[24]|iso-10646)/i.test(found) ? 'utf-8' : found?.toLowerCase();
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** The text when the bytes are UTF-8, a character cut at the end apart; undefined when they are not. */
function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return cutTail(bytes);
  }
}

function cutTail(bytes: Uint8Array): string | undefined {
  for (let back = 1; back <= 3 && back < bytes.length; back++) {
    const lead = bytes[bytes.length - back] ?? 0;
    if (lead < 0x80) return undefined;
    if (lead < 0xc0) continue;
    try {
      return strict.decode(bytes.subarray(0, bytes.length - back));
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Whether damaged UTF-8 is still likelier than any single-byte encoding. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 65_536));
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[\x80-\ufffc]/g)?.length ?? 0;
  return whole > broken * 4;
}

function decodeAs(bytes: Uint8Array, name: string): Decoded {
  const text = decodeWith(bytes, name);
  return { text, encoding: name, damaged: text.includes('\ufffd') };
}

function decodeWith(bytes: Uint8Array, name: string): string {
  if (name === 'vni') return fromVni(new TextDecoder('windows-1252').decode(bytes));
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    return iconv.decode(bytes, name);
  }
}

/** Encodings that go by other names than iconv knows them by. */
const aliases: Readonly<Record<string, string>> = {
  'tcvn-3': 'tcvn',
  tcvn3: 'tcvn',
  'tcvn3-abc': 'tcvn',
  'x-viet-tcvn': 'tcvn',
  'tcvn-5712': 'tcvn',
  'tcvn5712-1': 'tcvn',
  'x-viscii': 'viscii',
  csviscii: 'viscii',
  'x-viet-vni': 'vni',
  'x-vni': 'vni',
};

function known(name: string): boolean {
  if (name === 'vni') return true;
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return iconv.encodingExists(name);
  }
}

function isUtf8(name: string): boolean {
  return /^(?:utf-?8|unicode-1-1-utf-8|x-unicode20utf8|utf8mb4)$/.test(name);
}

/**
 * Whether what stands beyond ASCII in a text that was read as UTF-8 shows that it is: three characters, or only letters
 * with marks. (`É»` in Latin-1 is UTF-8 too, but for no letter that anybody would write.)
 */
function isTelling(text: string): boolean {
  const beyond = text.match(/[^\0-\x7f]/g) ?? [];
  return (
    beyond.length >= 3 || (beyond.length > 0 && /^[\u00c0-\u017f\u01a0-\u01b0\u1e00-\u1eff]+$/.test(beyond.join('')))
  );
}

function isAscii(name: string): boolean {
  return /^(?:us-)?ascii$|^ansi_x3/.test(name);
}

function isLatin(name: string): boolean {
  return isAscii(name) || /^(?:iso-?8859-?1|latin-?1|l1|(?:windows|cp)-?1252)$/.test(name);
}

function isAsciiOnly(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80);
}
