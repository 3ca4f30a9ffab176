import { type Guesser, loadGuesser } from './fasttext.ts';
import { normaliseLine } from './normalise.ts';
import { type Script, scripts } from './script.ts';

/** What a text is written in. */
export type Identified = {
  /** ISO 639-1 where there is one; `und` when it cannot be told. */
  lang: string;
  /** 0–1: how sure. */
  score: number;
  /** Vietnamese typed without its diacritics. */
  noDiacritics: boolean;
};

/** Tells the language of a text; `prior` is what its feed declares, which wins where the text alone leaves doubt. */
export type Identify = (text: string, hints?: { prior?: string }) => Identified;

const longest = 2_000;
const settled: readonly [Script, string][] = [
  ['thai', 'th'],
  ['lao', 'lo'],
  ['khmer', 'km'],
  ['myanmar', 'my'],
  ['hangul', 'ko'],
  ['greek', 'el'],
  ['hebrew', 'he'],
];
const vietnamese = /[ăơưđảẩẻểỉỏổởủửỷạậặẹệịọộợụựỵằắẳẵầấẫềếễồốỗờớỡừứữ]/giu;

function identifyWith(guess: Guesser | undefined, text: string, prior: string | undefined): Identified {
  const line = normaliseLine(text.slice(0, longest)).replace(/https?:\/\/\S+|[@#]\S+/g, ' ');
  const found = scripts(line);
  if (found.letters === 0) return { lang: prior ?? 'und', score: 0, noDiacritics: false };
  for (const [script, lang] of settled) if (found.share(script) > 0.4) return sure(lang, found.share(script));
  if (found.share('kana') > 0.05) return sure('ja', found.share('kana') + found.share('han'));
  if (found.share('han') > 0.4) return sure('zh', found.share('han'));
  if (found.share('latin') > 0.5 && (line.match(vietnamese)?.length ?? 0) / found.letters > 0.02)
    return sure('vi', 0.99);
  const best = guess?.(line)[0];
  if (!best || best.probability < 0.4)
    return { lang: prior ?? 'und', score: best?.probability ?? 0, noDiacritics: false };
  if (prior && best.probability < 0.8) return { lang: prior, score: best.probability, noDiacritics: false };
  return sure(best.lang, best.probability);
}

const sure = (lang: string, score: number): Identified => ({ lang, score, noDiacritics: false });

/** Tells the language by script and diacritics alone, at once and without a model: unaccented Latin text is `und`. */
export const identify: Identify = (text, hints) => identifyWith(undefined, text, hints?.prior);

/** Gives the full identifier, with its model loaded once for the process (0.1–0.2 s). */
export async function loadIdentifier(): Promise<Identify> {
  const guess = await loadGuesser();
  return (text, hints) => identifyWith(guess, text, hints?.prior);
}
