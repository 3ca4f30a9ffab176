import { fold } from './normalise.ts';
import { isSyllable } from './syllable.ts';
import { syllableCounts } from './tables/syllables.gen.ts';

/** About how many forms a syllable without diacritics can take; spreads the chance of those that the table has not seen. */
const forms = 2_500;

/** Log probabilities of a word in one language: those listed, any other of syllable form, any of another form. */
type Chances = { listed: ReadonlyMap<string, number>; syllable: number; other: number };

const languages = new Map(
  Object.entries(syllableCounts).map(([lang, [words, listed]]) => [lang, chances(words, listed)]),
);
const vietnamese = languages.get('vi');
const others = [...languages].filter(([lang]) => lang !== 'vi').map(([, known]) => known);

function chances(words: number, listed: string): Chances {
  const counts = listed.split(',').map((entry): [string, number] => {
    const [word = '', times = '1'] = entry.split(' ');
    return [word, Number(times)];
  });
  const once = counts.filter(([, times]) => times === 1).length; // Good–Turing: the chance of a syllable not yet seen
  const seen = counts.reduce((sum, [, times]) => sum + times, 0);
  const unseen = once + 1;
  const foreign = words - seen + words * 0.03; // names and loans, more of them in news than in a declaration
  const all = seen + unseen + foreign;
  return {
    listed: new Map(counts.map(([word, times]) => [word, Math.log(times / all + unseen / all / forms)])),
    syllable: Math.log(unseen / all / forms),
    other: Math.log(foreign / all),
  };
}

const chance = (known: Chances, word: string): number =>
  known.listed.get(word) ?? (isSyllable(word) ? known.syllable : known.other);

/**
 * Gives how much better a text reads as Vietnamese typed without diacritics than as any other language of Latin script:
 * the difference of log likelihoods (naive Bayes over syllables) to the best of them by the square root of the number of words.
 * 0 and less: it does not. Accented letters are read without their accents.
 */
export function unaccentedVietnamese(text: string): number {
  const found = fold(text).match(/[a-z]+/g) ?? [];
  if (!vietnamese || found.length === 0) return 0;
  const total = (known: Chances) => found.reduce((sum, word) => sum + chance(known, word), 0);
  return (total(vietnamese) - Math.max(...others.map(total))) / Math.sqrt(found.length);
}
