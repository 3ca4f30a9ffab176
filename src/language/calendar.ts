/** A day of a month, or a month of a year, found in a text. */
type Day = { key: string; year?: number; start: number; end: number };

const most = 2_000;
const known = new Map<string, ReadonlyMap<string, number>>();

/** The names of the months in a language, long and short, in running text and alone, lower case, without a full stop (CLDR). */
function monthNames(lang: string): ReadonlyMap<string, number> {
  const cached = known.get(lang);
  if (cached) return cached;
  const names = new Map<string, number>();
  if (Intl.DateTimeFormat.supportedLocalesOf(lang).length > 0) {
    for (const month of ['long', 'short'] as const) {
      for (const day of ['numeric', undefined] as const) {
        const format = new Intl.DateTimeFormat(lang, {
          month,
          ...(day && { day }),
          calendar: 'gregory',
          timeZone: 'UTC',
        });
        for (let index = 0; index < 12; index += 1) {
          const name =
            format.formatToParts(Date.UTC(2026, index, 15)).find(({ type }) => type === 'month')?.value ?? '';
          if (/^\p{L}[\p{L}\p{M}. ]*$/u.test(name)) names.set(name.toLowerCase().replace(/\.$/, ''), index + 1);
        }
      }
    }
  }
  known.set(lang, names);
  return names;
}

type Reading = (match: RegExpMatchArray, lang: string) => Omit<Day, 'start' | 'end'>[];
type Pattern = { form: RegExp; read: Reading };

const two = (value: number): string => String(value).padStart(2, '0');

function day(of: string | undefined, month: string | number | undefined, year?: string): Omit<Day, 'start' | 'end'>[] {
  const [d, m] = [Number(of), Number(month)];
  if (!(d >= 1 && d <= 31 && m >= 1 && m <= 12)) return [];
  return [{ key: `${two(m)}-${two(d)}`, ...(year && { year: western(Number(year)) }) }];
}

function month(of: string | number | undefined, year: string | undefined): Omit<Day, 'start' | 'end'>[] {
  const m = Number(of);
  return year && m >= 1 && m <= 12 ? [{ key: `${western(Number(year))}-${two(m)}` }] : [];
}

/** Thai dates count from the Buddha's death, 543 years earlier. */
const western = (year: number): number => (year > 2400 && year < 2700 ? year - 543 : year);

const iso: Pattern = { form: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu, read: ([, y, m, d]) => day(d, m, y) };

/** 20/3/2026 and 20.3.2026; English also writes the month first, which shows only when the other order is impossible. */
const numeric: Pattern = {
  form: /(?<![\d/.,-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/])/gu,
  read: ([, a, , b, y], lang) => (lang === 'en' && Number(b) > 12 ? day(b, a, y) : day(a, b, y)),
};

const dayMonth: Pattern = {
  form: /(?<![\d/.,-])(?:(\d{1,2})\s?[-–]\s?)?(\d{1,2})\/(\d{1,2})(?![\d/]|[.,]\d)/gu,
  read: ([, from, to, m], lang) => (lang === 'en' ? [] : [...day(from, m), ...day(to, m)]),
};

const eastAsian: Pattern = {
  form: /(?:(\d{4})\s?[年년]\s?)?(?<!\d)(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日号號일])?/gu,
  read: ([, y, m, d]) => (d ? day(d, m, y) : month(m, y)),
};

const vietnamese: readonly Pattern[] = [
  {
    form: /(?<!\d)(\d{1,2}) tháng (\d{1,2})(?!\d)(?:(?:,| năm|\/|-) ?(\d{4}))?/giu,
    read: ([, d, m, y]) => day(d, m, y),
  },
  { form: /tháng (\d{1,2})(?: năm |\/|-|, ?)(\d{4})(?!\d)/giu, read: ([, m, y]) => month(m, y) },
  {
    form: /(?<=(?:ngày|hôm|sáng|trưa|chiều|tối|đêm) )(\d{1,2})-(\d{1,2})(?:-(\d{4}))?(?![\d-])/giu,
    read: ([, d, m, y]) => day(d, m, y),
  },
];

const named = new Map<string, readonly Pattern[]>();

/** 20 March 2026, 20 de marzo, 20. März, March 20, 2026 and March 2026, by the month names of the language. */
function namedPatterns(lang: string): readonly Pattern[] {
  const cached = named.get(lang);
  if (cached) return cached;
  const names = monthNames(lang);
  const patterns: Pattern[] = [];
  if (names.size > 0) {
    const any = [...names.keys()].sort((a, b) => b.length - a.length).map((name) => name.replace(/\./g, '\\.'));
    const name = `(${any.join('|')})(?![\\p{L}\\p{M}])`;
    const of = (written: string | undefined) => names.get((written ?? '').toLowerCase());
    // "may" and "march" are English words: there, a month has a capital
    const proper = (written: string | undefined) => lang !== 'en' || /^\p{Lu}/u.test(written ?? '');
    patterns.push(
      {
        form: new RegExp(
          `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|\\.)? ?(?:of |de )?${name}\\.?(?:,? (?:de |del )?(\\d{4}))?`,
          'giu',
        ),
        read: ([, d, m, y]) => (proper(m) ? day(d, of(m), y) : []),
      },
      {
        form: new RegExp(
          `(?<![\\p{L}\\p{M}])${name}\\.? (\\d{1,2})(?:st|nd|rd|th)?(?![\\d.]\\d|\\d)(?:,? (\\d{4}))?`,
          'giu',
        ),
        read: ([, m, d, y]) => (lang === 'en' && proper(m) ? day(d, of(m), y) : []),
      },
      {
        form: new RegExp(`(?<![\\p{L}\\p{M}])${name}\\.?,? (?:de |del )?(\\d{4})(?!\\d)`, 'giu'),
        read: ([, m, y]) => (proper(m) ? month(of(m), y) : []),
      },
    );
  }
  named.set(lang, patterns);
  return patterns;
}

/** Gives the dates of a text in the order of their patterns, without overlap; the surest form of writing is read first. */
export function days(text: string, lang: string): Day[] {
  const own = /^[a-z]{2,3}$/.test(lang) ? (lang === 'vi' ? vietnamese : namedPatterns(lang)) : [];
  const found: Day[] = [];
  for (const { form, read } of [iso, numeric, ...own, eastAsian, dayMonth]) {
    for (const match of text.matchAll(form)) {
      if (found.length >= most) return found;
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push(...read(match, lang).map((reading) => ({ ...reading, start, end })));
    }
  }
  return found;
}
