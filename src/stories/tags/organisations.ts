import { countryKeys, placeKey } from '../naming.ts';
import type { Field } from './field.ts';
import type { Found } from './finder.ts';
import { countriesCalled, demonym } from './words.ts';

const own = new Set(['vietnam']);
const countries = countryKeys(['vi', 'en']);
const called = new Set(countriesCalled);
const longestCountry = 4;

/** How many of some words, from the first on, are the name of a country other than one's own; 0 when none are. */
export function countryAtHead(words: readonly string[]): number {
  for (let length = Math.min(longestCountry, words.length); length > 0; length--) {
    const name = words.slice(0, length).join(' ');
    const key = placeKey(name);
    if (!own.has(key) && (countries.has(key) || called.has(name))) return length;
  }
  return 0;
}

/** Whether a name like "Ministry of Justice" is that of another country: "Bộ Tư pháp Lào", "Japan's Ministry of Justice". */
export function isForeign(field: Field, { start, end }: Found): boolean {
  const before = field.text.slice(Math.max(0, start - 50), start);
  const after = field.text.slice(end, end + 60);
  const follows = after.replace(/^\s(?:của|nước|of the|of)\s(?:nước\s|Republic of\s)?/u, ' ');
  if (/^[ ]/.test(follows) && countryAtHead(follows.trim().split(/[ ,.;:()]/)) > 0) return true;
  if (demonym.test(before)) return true;
  const [, owner = ''] = /((?:\p{Lu}[\p{L}\p{M}.]*[ -]){0,2}\p{Lu}[\p{L}\p{M}.]*)[’']s?\s$/u.exec(before) ?? [];
  return owner !== '' && !own.has(placeKey(owner)) && countries.has(placeKey(owner));
}
