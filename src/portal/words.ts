import { formatTime, languageName as nameOfLanguage, type Reader } from '../ui/index.ts';

/** The name of a language as a reader of another knows it; undefined for `und` and whatever is no language tag. */
export function languageName(tag: string, lang: string): string | undefined {
  if (tag === 'und' || !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return undefined;
  return nameOfLanguage(tag, lang);
}

/** Languages in one line, the reader's own first: "English, French, Vietnamese". */
export function languageNames(tags: readonly string[], lang: string): string {
  return tags
    .toSorted((a, b) => Number(b === lang) - Number(a === lang))
    .flatMap((tag) => languageName(tag, lang) ?? [])
    .map((name, place) => (place === 0 ? name : withinLine(name, lang)))
    .join(', ');
}

// "Tiếng" begins the names of languages in Vietnamese and is a capital only where a line begins.
const withinLine = (name: string, lang: string): string => (lang === 'vi' ? name.replace(/^T/, 't') : name);

/** The `lang` attribute of words on a page; undefined where they are in the page's language, or in one that is not known. */
export const foreign = (tag: string, lang: string): string | undefined =>
  tag === lang || tag === 'und' ? undefined : tag;

/** A day of the calendar, `YYYY-MM-DD`, in the words of the reader's language; it is the same day everywhere. */
export function formatDay(day: string, { service }: Pick<Reader, 'service'>): string {
  return formatTime(new Date(`${day}T00:00:00Z`), { service: { ...service, timeZone: 'UTC' } }, 'day');
}
