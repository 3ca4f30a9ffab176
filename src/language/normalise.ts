/** Marks that carry no letter of their own in Latin, Greek, Cyrillic, Arabic and Hebrew; vowels of Thai, Lao, Khmer and kana stay. */
const marks =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]/g;

/** Letters that Unicode does not decompose but a reader types without their stroke, ligature or final form. */
const plain: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
  ة: 'ه',
  ى: 'ي',
  ـ: '',
};
const stubborn = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');

const joinersInLatin = /(?<=[\p{Script=Latin}\p{M}])[\u200c\u200d]|[\u200c\u200d](?=\p{Script=Latin})/gu;
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
const lineBreak = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;

/**
 * Gives text as the project stores it: NFC (UAX #15), without invisible characters and bidirectional overrides,
 * every kind of space as one plain space, paragraphs apart by one empty line at most. Joiners stay where a script needs them.
 */
export function normalise(text: string): string {
  return text
    .toWellFormed()
    .replace(lineBreak, '\n')
    .replace(control, ' ')
    .replace(invisible, '')
    .normalize('NFC')
    .replace(joinersInLatin, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Gives `normalise(text)` on a single line: for titles, names, captions. */
export function normaliseLine(text: string): string {
  return normalise(text).replace(/\s+/g, ' ');
}

/**
 * Gives text for comparison without diacritics: lower case, compatibility forms resolved (NFKD), marks of Latin, Greek,
 * Cyrillic, Arabic and Hebrew letters gone, đ as d. `fold(fold(x)) = fold(x)`. Length may change.
 */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // What stands for itself is looked up, many times faster; the first letter that may depend on its neighbours sends the whole text the long way.
    const letter = alone[code] ?? foldAlone(code);
    if (letter === false) return foldWhole(text);
    folded += letter;
  }
  return folded;
}

function foldWhole(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(stubborn, (letter) => plain[letter] ?? '')
    .normalize('NFC');
}

const mostAlone = 0x2070;

/** The folded forms of the characters below U+2070, as far as they were met. */
const alone = new Array<string | false | undefined>(mostAlone);

/** The folded form of a character that neither it nor its neighbours can change (Latin letters with their marks, digits, punctuation, spaces); false for others. */
function foldAlone(code: number): string | false {
  if (code >= mostAlone) return false;
  const letter = String.fromCharCode(code);
  const folded = foldWhole(letter);
  const fixed = folded === letter ? !/\p{Script=Latin}/u.test(letter) : /^[\0-\x7f]*$/.test(folded);
  const known = (code < 0x80 || (fixed && /^[\p{Script=Latin}\p{P}\p{N}\p{Z}]$/u.test(letter))) && folded;
  alone[code] = known;
  return known;
}

const secondVowel: Readonly<Record<string, string>> = {
  à: '\u0300a',
  á: '\u0301a',
  ả: '\u0309a',
  ã: '\u0303a',
  ạ: '\u0323a',
  è: '\u0300e',
  é: '\u0301e',
  ẻ: '\u0309e',
  ẽ: '\u0303e',
  ẹ: '\u0323e',
  ỳ: '\u0300y',
  ý: '\u0301y',
  ỷ: '\u0309y',
  ỹ: '\u0303y',
  ỵ: '\u0323y',
};
const newStyle = /(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![\p{L}\p{M}])/giu;

/**
 * Moves the tone mark of open Vietnamese syllables to the first vowel, as most of the press writes: hoà → hòa, khoẻ → khỏe,
 * thuý → thúy; quý, hoàn, của stay. For search keys and comparison only: published text and names keep their spelling.
 */
export function oldToneStyle(text: string): string {
  return text.normalize('NFC').replace(newStyle, (pair) => {
    const first = pair.charAt(0);
    const second = pair.charAt(1);
    const lower = second.toLowerCase();
    const moved = secondVowel[lower] ?? lower;
    const mark = moved.charAt(0);
    const base = moved.charAt(1);
    return `${first}${mark}`.normalize('NFC') + (second === lower ? base : base.toUpperCase());
  });
}
