import iconv from 'iconv-lite';
import { isSyllable } from './syllable.ts';
import { fromVni } from './vni.ts';

/** Conventions in which Vietnamese was written before Unicode, in documents that call themselves Latin-1 or UTF-8. */
type Convention = { name: string; read(text: string): string };

const conventions: readonly Convention[] = [
  { name: 'tcvn3', read: (text) => throughBytes(text, tcvn3) },
  { name: 'vni', read: fromVni },
  { name: 'viscii', read: (text) => throughBytes(text, viscii) },
  { name: 'windows-1258', read: (text) => throughBytes(text, windows1258).normalize('NFC') },
];

const tcvn3 = tableOf((bytes) => iconv.decode(bytes, 'tcvn'));
const viscii = tableOf((bytes) => iconv.decode(bytes, 'viscii'));
const windows1258 = tableOf((bytes) => new TextDecoder('windows-1258').decode(bytes));

/** Letters that only Unicode Vietnamese has: where they stand, nothing is to be converted. */
const unicodeVietnamese = /[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]/;
const suspicious = /[\u0080-\u00ff]/;

/** Words looked at, and what they must show before a text is believed to be in a convention. */
const SAMPLE = 400;
const LEAST_WORDS = 6;
const LEAST_DIFFERENT = 5;
const LEAST_SHARE = 0.94;

/**
 * The convention that a text is written in and the text as it reads, or undefined when it is what it says. Positive
 * evidence is needed: nearly every word with a letter beyond ASCII must become a well-formed Vietnamese syllable, there
 * must be enough of them, and the text must have no letter that only Unicode Vietnamese has. So French, German or
 * Portuguese, and clean Vietnamese, are never touched.
 */
export function legacyVietnamese(text: string): { name: string; text: string } | undefined {
  if (!suspicious.test(text) || unicodeVietnamese.test(text)) return undefined;
  const sample = sampleOf(text);
  if (sample.length < LEAST_WORDS) return undefined;
  let best: Convention | undefined;
  let share = LEAST_SHARE;
  for (const convention of conventions) {
    const words = sample.map(convention.read);
    const good = words.filter(isSyllable);
    const changed = good.filter((word) => !sample.includes(word));
    if (new Set(changed.map((word) => word.toLowerCase())).size < LEAST_DIFFERENT) continue;
    if (good.length / words.length < share) continue;
    if (best !== undefined && good.length / words.length === share) continue;
    best = convention;
    share = good.length / words.length;
  }
  return best && { name: best.name, text: best.read(text).normalize('NFC') };
}

/** The first words that hold a character beyond ASCII. Signs count as letters: conventions use them so. */
function sampleOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(
    /[A-Za-z\u0080-\u00ff\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+/g,
  )) {
    if (/[^\x20-\x7e]/.test(word) && !/^[\u00a0\u00a9\u00ab\u00ae\u00b7\u00bb\u2013-\u203a\u2122]+$/.test(word))
      words.push(word);
    if (words.length >= SAMPLE) break;
  }
  return words;
}

/** What each character of windows-1252 stands for when its byte is read in another encoding. */
function tableOf(decode: (bytes: Buffer) => string): ReadonlyMap<string, string> {
  const latin = new TextDecoder('windows-1252');
  const table = new Map<string, string>();
  for (let byte = 0x80; byte < 0x100; byte++) {
    const meant = decode(Buffer.from([byte]));
    // White space and signs that text in these conventions goes on using keep their meaning.
    if (/\p{L}|\p{M}/u.test(meant)) table.set(latin.decode(Uint8Array.of(byte)), meant);
  }
  return table;
}

function throughBytes(text: string, table: ReadonlyMap<string, string>): string {
  return text.replace(/[^\x20-\x7e\s]/g, (character) => table.get(character) ?? character);
}
