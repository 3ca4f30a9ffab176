/** What the entries of the last answer that could be read showed. Counts of entries. */
export type Signs = {
  entries: number;
  /** Without a date that can be read. */
  undated: number;
  /** With a date that cannot be believed: in the future, or before there was a web. */
  odd: number;
  /** With the one date that most of them bear. */
  alike: number;
  /** In which languages, as far as that could be told: ISO 639-1. */
  languages: Readonly<Record<string, number>>;
};

/** So many pages of articles are remembered of a channel. */
export const mostMarks = 30;

/** Something about a channel that a person should know, each with what can be done about it. */
export type Finding =
  /** It refuses us, or shows its list to browsers only. */
  | { kind: 'blocked' }
  /** Nothing fit to read is at its address. */
  | { kind: 'lost' }
  /** Its host does not answer. */
  | { kind: 'host' }
  /** Its server answers with faults. */
  | { kind: 'fault' }
  /** It answers, but has brought nothing for so many days, where `usual` days lie between two items. */
  | { kind: 'silent'; days: number; usual: number | null }
  /** It never brought an item. */
  | { kind: 'barren' }
  | { kind: 'language'; found: string; set: string; count: number; of: number }
  | { kind: 'dates-missing' | 'dates-odd' | 'dates-alike' | 'no-article'; count: number; of: number }
  | { kind: 'moved'; url: string };

export type FindingKind = Finding['kind'];

type Read = { language: string | null; signs: Signs | null; pageMarks: string; url: string; fetchUrl: string };

// Below these a share says nothing.
const fewEntries = 5;
const fewPages = 10;

/** What the last answers of a channel and the last pages of its articles show to be wrong, whatever came of the last visit. */
export function findingsInSigns({ language, signs, pageMarks, url, fetchUrl }: Read): Finding[] {
  const found: Finding[] = [];
  const empty = pageMarks.split('-').length - 1;
  if (pageMarks.length >= fewPages && empty * 2 >= pageMarks.length)
    found.push({ kind: 'no-article', count: empty, of: pageMarks.length });
  if (signs) found.push(...wrongLanguage(signs, language), ...wrongDates(signs));
  if (fetchUrl !== url) found.push({ kind: 'moved', url: fetchUrl });
  return found;
}

function wrongLanguage({ languages }: Signs, set: string | null): Finding[] {
  const of = Object.values(languages).reduce((sum, count) => sum + count, 0);
  const [most] = Object.entries(languages).toSorted((a, b) => b[1] - a[1]);
  const expected = set?.toLowerCase().split('-')[0];
  if (set === null || most === undefined || of < fewEntries || most[0] === expected || most[1] * 2 <= of) return [];
  return [{ kind: 'language', found: most[0], set, count: most[1], of }];
}

function wrongDates({ entries, undated, odd, alike }: Signs): Finding[] {
  if (entries < fewEntries) return [];
  const found: Finding[] = [];
  if (undated * 2 >= entries) found.push({ kind: 'dates-missing', count: undated, of: entries });
  if (odd * 5 >= entries) found.push({ kind: 'dates-odd', count: odd, of: entries });
  const dated = entries - undated - odd;
  if (dated >= fewEntries && alike * 5 >= dated * 4) found.push({ kind: 'dates-alike', count: alike, of: dated });
  return found;
}
