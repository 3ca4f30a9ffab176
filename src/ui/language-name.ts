const names = new Map<string, Intl.DisplayNames>();

/** What a language is called in another: `vi` in `en` is "Vietnamese". The tag itself where that is not known (CLDR). */
export function languageName(tag: string, lang: string): string {
  const known = names.get(lang) ?? new Intl.DisplayNames(lang, { type: 'language', fallback: 'code' });
  names.set(lang, known);
  try {
    return known.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What a language is called within a sentence: "bằng tiếng Việt", where CLDR's names are those of a list and begin with a capital. */
export const languageWithin = (tag: string, lang: string): string => {
  const name = languageName(tag, lang);
  return lang === 'vi' ? name.replace(/^Tiếng /, 'tiếng ') : name;
};
