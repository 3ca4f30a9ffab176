import type { Env, Translate } from '../../platform/index.ts';
import { type Outlet, outletName } from '../../sources/index.ts';
import { Foreign, languageName as nameOfLanguage } from '../../ui/index.ts';
import { sortNames } from '../naming.ts';
import type { Why } from '../why.ts';

/** Who reads a page, and how languages and outlets are told to them. */
export type Words = Pick<Env['Variables'], 't' | 'lang' | 'service'>;

/** The name of a language in the reader's; a dash where it could not be told. */
export const languageName = (code: string, { lang }: Pick<Words, 'lang'>): string =>
  code === 'und' ? '–' : nameOfLanguage(code, lang);

/** The name of an outlet; a dash for one that is not in the register any more. */
export const Name = ({ outlet, lang }: { outlet: Outlet | undefined; lang: string }) => (
  <Foreign>{outlet ? outletName(outlet, lang) : '–'}</Foreign>
);

type Counted = `stories.why.${'people' | 'places' | 'names' | 'numbers' | 'terms'}`;

/** Says why an item is in its story, or two stories may be one: "3 same people (…) · 2 same numbers (…) · 14 hours apart". `places`: the keys of all that are known. */
export function whyInWords(
  { names, numbers, terms, hours, by, score, meaning }: Why,
  t: Translate,
  places: ReadonlySet<string>,
): string {
  const counted = (key: Counted, list: readonly string[]) =>
    list.length === 0 ? [] : [t(key, { count: list.length, list: list.slice(0, 3).join(', ') })];
  const named = sortNames(names, places);
  return [
    t(by === 'copy' ? 'stories.why.copy' : 'stories.why.likeness', { percent: Math.round(score * 100) }),
    ...(meaning === undefined ? [] : [t('stories.why.meaning', { times: Math.round(meaning * 10) / 10 })]),
    ...counted('stories.why.people', named.people),
    ...counted('stories.why.places', named.places),
    ...counted('stories.why.names', named.names),
    ...counted('stories.why.numbers', numbers),
    ...counted('stories.why.terms', terms),
    hours === null ? t('stories.why.undated') : t('stories.why.hours', { hours }),
  ].join(' · ');
}
