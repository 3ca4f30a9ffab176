/** VNI for Windows: a vowel and, after it, a character for its mark and tone; some letters are one character. */

const tones = { ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323' } as const;
const circumflexed = { â: '', á: '\u0301', à: '\u0300', å: '\u0309', ã: '\u0303', ä: '\u0323' } as const;
const breved = { ê: '', é: '\u0301', è: '\u0300', ú: '\u0309', ü: '\u0303', ë: '\u0323' } as const;

const single: Readonly<Record<string, string>> = {
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
  ñ: 'đ',
  ô: 'ơ',
  ö: 'ư',
};

const pairs = new Map<string, string>();
for (const [written, letter] of Object.entries(single)) addBoth(written, letter);
for (const [mark, tone] of Object.entries(tones)) {
  for (const vowel of ['a', 'e', 'o', 'u', 'y', 'i']) addBoth(vowel + mark, vowel + tone);
  addBoth(`ô${mark}`, `ơ${tone}`);
  addBoth(`ö${mark}`, `ư${tone}`);
}
for (const [mark, tone] of Object.entries(circumflexed)) {
  for (const vowel of ['a', 'e', 'o']) addBoth(vowel + mark, `${vowel}\u0302${tone}`);
}
for (const [mark, tone] of Object.entries(breved)) addBoth(`a${mark}`, `a\u0306${tone}`);

/** Capitals have capital marks, in the middle of a title also small ones after a capital vowel. */
function addBoth(written: string, letter: string): void {
  pairs.set(written, letter.normalize('NFC'));
  pairs.set(written.toUpperCase(), letter.toUpperCase().normalize('NFC'));
  if (written.length === 2)
    pairs.set((written[0] ?? '').toUpperCase() + written[1], letter.toUpperCase().normalize('NFC'));
}

const pattern = new RegExp([...pairs.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

/** Text written in VNI, as it reads. */
export function fromVni(text: string): string {
  return text.replace(pattern, (written) => pairs.get(written) ?? written);
}
