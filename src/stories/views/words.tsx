import type { Env, Translate } from '../../platform/index.ts';
import { type Outlet, outletName } from '../../sources/index.ts';
import { Foreign } from '../../ui/index.ts';
import type { Why } from '../why.ts';

/** Who reads a page, and how languages and outlets are told to them. */
export type Words = Pick<Env['Variables'], 't' | 'lang' | 'service'>;

const names = new Map<string, Intl.DisplayNames>();

/** The name of a language in the reader's. */
export function languageName(code: string, { lang }: Pick<Words, 'lang'>): string {
  const known = names.get(lang) ?? new Intl.DisplayNames(lang, { type: 'language' });
  names.set(lang, known);
  return code === 'und' ? '–' : (known.of(code) ?? code);
}

/** The name of an outlet; a dash for one that is not in the register any more. */
export const Name = ({ outlet, lang }: { outlet: Outlet | undefined; lang: string }) => (
  <Foreign>{outlet ? outletName(outlet, lang) : '–'}</Foreign>
);

/** Says why an item is in its story, or two stories may be one: "4 names (Hội An, …), 2 numbers (500, …), 14 hours apart". */
export function whyInWords({ names, numbers, terms, hours, by, score }: Why, t: Translate): string {
  const counted = (key: 'stories.why.names' | 'stories.why.numbers' | 'stories.why.terms', list: readonly string[]) =>
    list.length === 0 ? [] : [t(key, { count: list.length, list: list.slice(0, 3).join(', ') })];
  return [
    t(by === 'copy' ? 'stories.why.copy' : 'stories.why.likeness', { percent: Math.round(score * 100) }),
    ...counted('stories.why.names', names),
    ...counted('stories.why.numbers', numbers),
    ...counted('stories.why.terms', terms),
    t('stories.why.hours', { hours }),
  ].join(' · ');
}
