import { parseDate, trustDate } from '../../dates.ts';
import type { Child, Entry } from './parse.ts';

/** An entry with its date as far as it can be believed, and whether that date tells new from old. */
export type Dated = { entry: Entry; date: Date | undefined };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A `lastmod` may be a mere day, in any zone: so far back of the newest one, entries are looked at again. */
const overlap = 36 * HOUR;
/** An entry is told by four bytes: among the most that is kept, one in a hundred thousand is taken for another. */
const mostRecent = 5_000;
const mostUndated = 50_000;

/** What a visit leaves for the next one. */
export type Memory = {
  /** The sitemaps below an index that were read, or passed over at first contact, with their `lastmod`. */
  files: Record<string, string>;
  /** The newest date of what was handed on. */
  since?: string;
  /** Hashes of entries near that date, and of those that carry no date that tells. */
  recent: string;
  undated: string;
};

/**
 * The entries of one file with their dates. Many generators write the moment of writing beside every address: dates of
 * which most are one and the same tell nothing, and are left out, unless a news sitemap gives them.
 */
export function datesOf(entries: readonly Entry[], now: Date): Dated[] {
  const dated = entries.map((entry) => {
    const told = entry.news?.published ?? entry.video?.published ?? entry.changed;
    return { entry, date: told === undefined ? undefined : trustDate(parseDate(told), now) };
  });
  const times = dated.flatMap(({ entry, date }) =>
    date && !entry.news ? [Math.floor(date.getTime() / (10 * MINUTE))] : [],
  );
  const most = Math.max(0, ...countsOf(times).values());
  if (times.length <= 20 || most < times.length * 0.6) return dated;
  return dated.map(({ entry, date }) => ({ entry, date: entry.news ? date : undefined }));
}

function countsOf(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/**
 * Of all that the sitemaps name, what is to be handed on: everything that is new, at most so much, the newest first,
 * and the newest that is known, by which a rhythm is told. At first contact all beyond that is passed over for good.
 * Gives them with the memory for the next visit.
 */
export function chooseEntries(
  found: readonly Dated[],
  memory: Memory | undefined,
  { most, known }: { most: number; known: number },
): { chosen: Dated[]; memory: Memory } {
  const files = memory?.files ?? {};
  const undated = new Seen(memory?.undated);
  const recent = new Seen(memory?.recent);
  const from = memory?.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(memory.since) - overlap;
  const ordered = newestFirst(found);
  const fresh = ordered.filter(({ entry, date }) =>
    date ? date.getTime() > from && !recent.has(entry.url) : !undated.has(entry.url),
  );
  const chosen = fresh.slice(0, most);
  const left = memory === undefined ? [] : fresh.slice(most);
  const leftUrls = new Set(left.map(({ entry }) => entry.url));
  const times = (some: readonly Dated[]) => some.flatMap(({ date }) => date?.getTime() ?? []);
  const newest = Math.max(memory?.since === undefined ? 0 : Date.parse(memory.since), ...lots(times(ordered)));
  // What had no room this time is found again the next time.
  const since = left.length > 0 ? Math.min(newest, ...times(left)) : newest;
  for (const { entry, date } of ordered) {
    if (leftUrls.has(entry.url)) continue;
    if (date === undefined) undated.add(entry.url);
    else if (date.getTime() > since - overlap) recent.add(entry.url);
  }
  const taken = new Set(chosen);
  const rest = ordered.filter((one) => !leftUrls.has(one.entry.url)).slice(0, known);
  return {
    chosen: [...chosen, ...rest.filter((one) => !taken.has(one))],
    memory: {
      files,
      ...(since > 0 ? { since: new Date(since).toISOString() } : {}),
      recent: recent.packed(mostRecent),
      undated: undated.packed(mostUndated),
    },
  };
}

/** The largest of many, in pieces: a call takes only so many arguments. */
function lots(values: readonly number[]): number[] {
  return values.length === 0 ? [] : [values.reduce((a, b) => Math.max(a, b))];
}

/** Dated ones by date; the others after them in the order of their file, from whichever end its numbers grow towards. */
function newestFirst(found: readonly Dated[]): Dated[] {
  const dated = found.filter(({ date }) => date !== undefined);
  const others = found.filter(({ date }) => date === undefined);
  const [first, last] = [others[0], others.at(-1)].map((one) => numberIn(one?.entry.url ?? ''));
  const growing = first !== undefined && last !== undefined && last > first;
  return [
    ...dated.toSorted((a, b) => (b.date?.getTime() ?? 0) - (a.date?.getTime() ?? 0)),
    ...(growing ? others.toReversed() : others),
  ];
}

const numberIn = (url: string): number | undefined => {
  const found = /(\d{1,15})\D*$/.exec(url)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** A set of addresses, four bytes each, in the order in which they came. */
class Seen {
  readonly #hashes: Set<number>;

  constructor(packed: string | undefined) {
    const bytes = Buffer.from(packed ?? '', 'base64');
    this.#hashes = new Set();
    for (let at = 0; at + 4 <= bytes.length; at += 4) this.#hashes.add(bytes.readUInt32LE(at));
  }

  has = (url: string): boolean => this.#hashes.has(hashOf(url));
  add = (url: string): void => void this.#hashes.add(hashOf(url));

  /** The last so many, as base64. */
  packed(most: number): string {
    const kept = [...this.#hashes].slice(-most);
    const bytes = Buffer.alloc(kept.length * 4);
    for (const [at, hash] of kept.entries()) bytes.writeUInt32LE(hash, at * 4);
    return bytes.toString('base64');
  }
}

/** FNV-1a, 32 bits, mixed once more (the finaliser of MurmurHash3), since addresses of one outlet differ little. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const notArticles =
  /(categor|[-_]tags?\b|taxonom|author|[-_]pages?\b|image|video|product|attachment|chuyen-?muc|the-?loai|static)/i;
const articles = /(news|post|article|tin-?tuc|bai-?viet|latest|moi-nhat)/i;

/**
 * The sitemaps below an index in the order in which they are asked: the newest by `lastmod`; where there is none, those
 * that are named after articles, and of a numbered row the highest. Lists of tags, authors and pages come last.
 */
export function rankChildren(children: readonly Child[], now: Date): Child[] {
  const ranked = children.map((child, place) => ({
    child,
    place,
    date: child.changed === undefined ? 0 : (trustDate(parseDate(child.changed), now)?.getTime() ?? 0),
    name: URL.parse(child.url)?.pathname ?? '',
  }));
  const worth = (name: string): number => (notArticles.test(name) ? 0 : articles.test(name) ? 2 : 1);
  return ranked
    .toSorted(
      (a, b) =>
        Math.sign(worth(b.name)) - Math.sign(worth(a.name)) ||
        b.date - a.date ||
        worth(b.name) - worth(a.name) ||
        natural.compare(b.name, a.name) ||
        a.place - b.place,
    )
    .map(({ child }) => child);
}

const natural = new Intl.Collator('en', { numeric: true });

const pageOfArticle = /\.(html?|aspx?|php|jsp|tpo|chn|vnp|antd|vov|ldo)$/i;

/** Whether an address is more likely an article's than a section's: a news sitemap says so, else its path is long enough to. */
export function isArticle({ url, news, video }: Entry): boolean {
  if (news?.title !== undefined || video?.title !== undefined) return true;
  const { pathname, search } = new URL(url);
  const last = pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';
  if (/^(category|tag|tags|author|chuyen-muc|the-loai|page)$/i.test(pathname.split('/')[1] ?? '')) return false;
  const words = last.replace(pageOfArticle, '').split(/[-_]/).length;
  return words >= 4 || /\d{4,}/.test(`${last}${search}`) || (pageOfArticle.test(last) && words >= 3);
}
