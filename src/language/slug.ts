import { fold, normaliseLine } from './normalise.ts';

const longest = 80;

const alphabet = (letters: string, latin: string): [string, string][] => {
  const sounds = latin.split(' ');
  return Array.from(letters, (letter, index) => [letter, sounds[index] ?? '']);
};
const sounds = new Map([
  ...alphabet(
    'абвгґдеёєжзиіїйклмнопрстуўфхцчшщыэюя',
    'a b v g g d e yo ye zh z i i yi y k l m n o p r s t u w f kh ts ch sh shch y e yu ya',
  ),
  ...alphabet('αβγδεζηθικλμνξοπρσςτυφχψω', 'a v g d e z i th i k l m n x o p r s s t y f ch ps o'),
]);
const spelled = new RegExp(`[${[...sounds.keys()].join('')}]`, 'g');

/**
 * Gives the readable part of an address: `a–z`, `0–9` and single hyphens, at most 80 characters, cut between words.
 * Latin letters lose their marks, Cyrillic and Greek are spelled out simply; other scripts leave nothing, so that the
 * result may be empty: the address carries an id besides.
 */
export function slug(text: string): string {
  const parts = fold(
    normaliseLine(text.slice(0, 1000))
      .toLowerCase()
      .replace(spelled, (letter) => sounds.get(letter) ?? ''),
  )
    .replace(spelled, (letter) => sounds.get(letter) ?? '')
    .replace(/['’ʼ]/g, '')
    .match(/[a-z0-9]+/g);
  let address = '';
  for (const part of parts ?? []) {
    const longer = address ? `${address}-${part}` : part;
    if (longer.length > longest) break;
    address = longer;
  }
  return address || (parts?.[0] ?? '').slice(0, longest);
}
