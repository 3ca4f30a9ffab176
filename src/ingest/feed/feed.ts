/** What every format is read into. A field that the feed did not carry is absent; no text field is ever empty. */
export type Feed = {
  kind:
    | 'rss'
    | 'rdf'
    | 'atom'
    | 'cdf'
    | 'json'
    | 'sitemap'
    | 'wordpress'
    | 'mastodon'
    | 'activitypub'
    | 'bluesky'
    | 'ninjs'
    | 'newsml'
    | 'listing'
    | 'none';
  /** Version as the feed states it: `2.0`, `1.0`, `0.3`, `1.1`. */
  version?: string;
  /** Encoding that the bytes were read as. */
  encoding: string;
  /** Plain text. */
  title?: string;
  /** The title as sanitised HTML, only where it carried markup. */
  titleHtml?: string;
  /** Address of the site that the feed belongs to. */
  link?: string;
  /** The feed's own address (`rel="self"`). */
  self?: string;
  /** Addresses of its WebSub hubs. */
  hubs: string[];
  /** Address of the next page (RFC 5005). */
  next?: string;
  /** Sanitised HTML. */
  description?: string;
  id?: string;
  /** BCP 47 as written, `_` as `-`: stated (`language`, `dc:language`), else marked (`xml:lang`), else Content-Language. */
  language?: string;
  published?: Date;
  updated?: Date;
  authors: Person[];
  /** Who else had a part in it, where the feed tells them from its authors. */
  contributors?: Person[];
  categories: Category[];
  generator?: string;
  /** Address of a picture that stands for the feed. */
  image?: string;
  rights?: string;
  /** How the feed asks to be polled. */
  pace: Pace;
  items: Item[];
  /** What was wrong with it, for the channel's health. */
  faults: Fault[];
};

export type Item = {
  id?: string;
  /** Plain text. */
  title?: string;
  /** The title as sanitised HTML, only where it carried markup. */
  titleHtml?: string;
  link?: string;
  published?: Date;
  updated?: Date;
  /** When its page was last changed, as far as that can be told from the mere moment of writing: worth reading it again. */
  revised?: Date;
  authors: Person[];
  /** Who else had a part in it, where the feed tells them from its authors. */
  contributors?: Person[];
  /** Sanitised HTML. */
  summary?: string;
  /** Sanitised HTML. */
  content?: string;
  /**
   * BCP 47: what the item states, or the `xml:lang` (or Content-Language) in force for its texts. A feed's `<language>`
   * is not repeated: without one of its own an item has the language of its feed.
   */
  language?: string;
  categories: Category[];
  enclosures: Enclosure[];
  media: Medium[];
  /** Address of the picture that stands for the item. */
  image?: string;
  place?: Place;
  /** Whom the item was taken over from, where it says so. */
  source?: Source;
  /** Address of the page with its comments. */
  comments?: string;
  rights?: string;
  /** Address of its licence. */
  licence?: string;
  /** `content` is all that there is of it, however short: no page need be read for more. */
  whole?: true;
  /** The source says that this item is withdrawn: deleted, cancelled, taken back. It may carry nothing but its id. */
  withdrawn?: true;
};

export type Person = { name?: string; email?: string; url?: string };
export type Category = { term: string; label?: string; scheme?: string };
export type Enclosure = {
  url: string;
  type?: string;
  /** Bytes. */
  length?: number;
  /** Seconds. */
  duration?: number;
  /** Plain text. */
  title?: string;
};

export type Medium = {
  url: string;
  kind: 'image' | 'video' | 'audio' | 'document';
  type?: string;
  title?: string;
  /** Plain text: the caption. */
  description?: string;
  credit?: string;
  /** Pixels. */
  width?: number;
  height?: number;
  /** Seconds. */
  duration?: number;
  /** Bytes. */
  length?: number;
  thumbnail?: string;
};

/** Degrees, WGS 84; a name alone where no point is given. */
export type Place = { latitude?: number; longitude?: number; name?: string };
export type Source = { title?: string; link?: string; id?: string };

export type Pace = {
  /** Minutes that the feed may be cached (RSS `ttl`). */
  ttl?: number;
  /** Minutes between updates (RSS syndication module). */
  interval?: number;
  /** Hours of the day, in UTC, and days of the week, `monday` …, on which nothing new comes. */
  skipHours?: number[];
  skipDays?: string[];
};

/**
 * - `cut`: the document ended early, the complete items were kept;
 * - `not-a-feed`: nothing in it was a feed;
 * - `bad-bytes`: bytes that the encoding does not know;
 * - `bad-date`, `odd-date`: a date that cannot be read, or that cannot be believed (see `trustDate`);
 * - `too-many`: more items, or more entity text, than are ever read.
 */
export type FaultCode = 'cut' | 'not-a-feed' | 'bad-bytes' | 'bad-date' | 'odd-date' | 'too-many';
export type Fault = { code: FaultCode; count: number /** The first one seen, shortened. */; example?: string };

/** Collects faults; one entry a kind, however many there are. */
export class Faults {
  readonly #byCode = new Map<FaultCode, Fault>();

  add(code: FaultCode, example?: string): void {
    const known = this.#byCode.get(code);
    if (known) known.count++;
    else
      this.#byCode.set(code, { code, count: 1, ...(example === undefined ? {} : { example: example.slice(0, 80) }) });
  }

  list(): Fault[] {
    return [...this.#byCode.values()];
  }
}

/** The object without the fields that are undefined or empty: what `exactOptionalPropertyTypes` asks of a builder. */
export function present<T extends object>(fields: T): Present<T> {
  const kept: Record<string, unknown> = {};
  for (const key in fields) {
    const value = fields[key] as unknown;
    if (value !== undefined && value !== '') kept[key] = value;
  }
  return kept as Present<T>;
}

type MayLack<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
type Present<T> = Omit<T, MayLack<T>> & { [K in MayLack<T>]?: Exclude<T[K], undefined> };
