import { readFileSync } from 'node:fs';
import { type Concepts, keyOf } from '../../src/stories/concepts.ts';
import { learn, type Parallel } from '../../src/stories/lexicon/learn.ts';
import { withLexicon } from '../../src/stories/lexicon/terms.ts';
import { textMaker } from './made-up.ts';

const home = 'vi';
const none: Concepts = new Map();

/** Sentences of invented news with their translations; who wrote them did not see the tellings. */
function translations(): Parallel[] {
  const file = new URL('translations.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { vi: string; en: string }[]).map(({ vi, en }) => [
    { lang: 'vi', text: vi },
    { lang: 'en', text: en },
  ]);
}

/** Learns from the translations, says how often the glossary agrees with what was learnt without it, and what 20,000 texts take. Gives glossary and lexicon. */
export function lexicon(line: (name: string, text: string) => void, glossary: Concepts): Concepts {
  const pairs = translations();
  const learnt = learn(pairs, home, glossary);
  console.log(`\nthe lexicon, learnt from ${pairs.length} invented sentences and their translations`);
  line(
    '  terms',
    `${learnt.length} beside the glossary: ${learnt
      .slice(0, 8)
      .map(({ shown }) => shown.join(' = '))
      .join(', ')} …`,
  );
  // What the glossary knows on both sides, learnt as if there were none.
  const known = learn(pairs, home, none).flatMap(({ home: own, lang, term }) => {
    const [a, b] = [keyOf(glossary, home, own), keyOf(glossary, lang, term)];
    return a === undefined || b === undefined ? [] : [a === b];
  });
  line('  the glossary knows both terms', `${known.length} times, and agrees ${known.filter(Boolean).length} times`);
  const write = textMaker(3);
  const many = Array.from(
    { length: 20_000 },
    (): Parallel => [
      { lang: 'vi', text: write(30) },
      { lang: 'en', text: write(22) },
    ],
  );
  const began = performance.now();
  const chance = learn(many, home, none).length;
  line(
    '  20,000 made-up pairs of 30 and 22 words',
    `${((performance.now() - began) / 1_000).toFixed(1)} s, ${chance} terms learnt where nothing is to be learnt`,
  );
  return withLexicon(glossary, learnt, home);
}
