import type { Db, Trx } from '../../platform/index.ts';
import { type Concepts, keyOf, withTerms } from '../concepts.ts';
import { lexiconVersion, readLexicon } from '../store/lexicon.ts';
import type { Meaning } from './learn.ts';

/** The glossary and what was learnt from translations, as it stands now; read again when a night has learnt something else, or a person has struck some of it. */
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
export function withLexicon(glossary: Concepts, learnt: readonly Meaning[], home: string): Concepts {
  const more = learnt.flatMap(({ home: own, lang, term }) => {
    const key = keyOf(glossary, home, own) ?? keyOf(glossary, lang, term) ?? `~${own}`;
    return [
      { lang: home, term: own, key },
      { lang, term, key },
    ];
  });
  return withTerms(
    glossary,
    more.filter(({ lang, term }) => keyOf(glossary, lang, term) === undefined),
  );
}
