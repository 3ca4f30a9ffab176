/** A name, or a short text, in several languages: `{ vi: 'Hà Nội', en: 'Hanoi' }`. */
export type Names = Readonly<Record<string, string>>;

/** The name in a language; without one in English, and then in whatever language it has. */
export function nameIn(names: Names, lang: string): string {
  return names[lang] ?? names.en ?? Object.values(names)[0] ?? '';
}

/** Several names as a person would list them: "Bình Phước và Đồng Nai". */
export function listIn(lang: string, names: readonly string[]): string {
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(names);
}
