import type { Db, Trx } from '../../platform/index.ts';
import type { Concepts } from '../concepts.ts';
import { lexiconVersion, readLexicon } from '../store/lexicon.ts';
import type { Learnt } from './learn.ts';

/** The glossary and what was learnt from translations, as it stands now; read again when a night has learnt something else. */
export function openTerms(glossary: Concepts, home: string): (db: Db | Trx) => Promise<Concepts> {
  let read = { version: 0, terms: glossary };
  return async (db) => {
    const version = await lexiconVersion(db);
    if (version !== read.version)
      read = { version, terms: withLexicon(glossary, (await readLexicon(db))?.entries ?? [], home) };
    return read.terms;
  };
}

/**
 * The glossary with what was learnt. A learnt term that stands for one of the glossary is another name of its concept; others are concepts of their own, with
 * one key in all languages that stand for the same term at home. What the glossary says is never changed.
 */
export function withLexicon(glossary: Concepts, learnt: readonly Learnt[], home: string): Concepts {
  const terms = new Map([...glossary].map(([lang, known]) => [lang, new Map(known)]));
  const say = (lang: string, term: string, key: string) => {
    const known = terms.get(lang) ?? new Map<string, string>();
    terms.set(lang, known);
    if (!known.has(term)) known.set(term, key);
  };
  for (const { home: own, lang, term } of learnt) {
    const key = glossary.get(home)?.get(own) ?? glossary.get(lang)?.get(term) ?? `~${own}`;
    say(home, own, key);
    say(lang, term, key);
  }
  return terms;
}
