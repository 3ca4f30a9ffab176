import { z } from 'zod';
import type { Pack } from '../platform/index.ts';

/** A text in each language of the demonstration. */
export type Texts = Readonly<Record<string, string>>;

/** The forms in which an outlet of the demonstration publishes: RSS 2.0, Atom 1.0, JSON Feed 1.1, RSS 1.0 (RDF). */
type FeedFormat = 'rss' | 'atom' | 'json' | 'rdf';

/** A feed of an outlet: everything it publishes in one language. */
export type DemoFeed = { language: string; format: FeedFormat; content: 'full' | 'summary' };

/** An outlet that does not exist, and whose name says so. */
export type DemoOutlet = {
  id: string;
  class: 'official' | 'domestic-press' | 'mission' | 'creator' | 'foreign-press' | 'reference';
  kind: string;
  names: Texts;
  about: Texts;
  feeds: readonly DemoFeed[];
};

/** A text that an invented outlet publishes about something true. */
export type DemoItem = {
  outlet: string;
  language: string;
  slug: string;
  /** How long before the start of the demonstration it was published. */
  minutesAgo: number;
  title: string;
  summary: string;
  body: readonly string[];
  /** What it reports; items of one happening share it. */
  story: string;
};

/** Everything that the demonstration publishes. */
export type Demonstration = {
  /** Said at the end of each text, and on each page. */
  notices: { text: Texts; page: Texts };
  outlets: readonly DemoOutlet[];
  items: readonly DemoItem[];
};

const texts = z.record(z.string(), z.string().min(1));
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const outletsFile = z.object({
  notices: z.object({ text: texts, page: texts }),
  texts: z.array(z.string()),
  outlets: z.array(
    z.object({
      id: slug,
      class: z.enum(['official', 'domestic-press', 'mission', 'creator', 'foreign-press', 'reference']),
      kind: z.string(),
      names: texts,
      about: texts,
      feeds: z.array(
        z.object({
          language: z.string(),
          format: z.enum(['rss', 'atom', 'json', 'rdf']),
          content: z.enum(['full', 'summary']),
        }),
      ),
    }),
  ),
});

const textsFile = z.object({
  stories: z.array(
    z.object({
      story: slug,
      titles: z.array(z.string()),
      items: z.array(
        z.object({
          outlet: slug,
          language: z.string(),
          slug,
          minutesAgo: z.int().positive(),
          title: z.string().min(1),
          summary: z.string().min(1),
          body: z.array(z.string().min(1)).min(1),
        }),
      ),
    }),
  ),
});

/** Reads the demonstration of a country pack. Throws an Error that names the file and the first fault in it. */
export function readDemonstration(pack: Pack): Demonstration {
  const { notices, texts: files, outlets } = pack.read('demonstration/outlets.json', outletsFile);
  const items = files
    .flatMap((file) => pack.read(file, textsFile).stories)
    .flatMap(({ story, items: told }) => told.map((item) => ({ ...item, story })));
  return { notices, outlets, items };
}

/** When an item was published, to the second, in a demonstration that started at `now`. */
export function publishedAt(item: DemoItem, now: Date): Date {
  return new Date(Math.floor(now.getTime() / 1000) * 1000 - item.minutesAgo * 60_000);
}

/** What a feed carries, newest first. */
export function itemsOf(demonstration: Demonstration, outlet: DemoOutlet, language?: string): DemoItem[] {
  return demonstration.items
    .filter((item) => item.outlet === outlet.id && (language === undefined || item.language === language))
    .sort((a, b) => a.minutesAgo - b.minutesAgo);
}

const fileNames: Record<FeedFormat, string> = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json', rdf: 'index.rdf' };

/** Where an outlet's own page is. */
export const outletPath = (outlet: DemoOutlet): string => `/${outlet.id}/`;

/** Where a feed is. */
export const feedPath = (outlet: DemoOutlet, feed: DemoFeed): string =>
  `/${outlet.id}/${feed.language}/${fileNames[feed.format]}`;

/** Where an item is. */
export const itemPath = (item: DemoItem): string => `/${item.outlet}/${item.language}/${item.slug}.html`;

/** A text in a language; English stands in where there is none. */
export const inLanguage = (all: Texts, language: string): string => all[language] ?? all.en ?? '';
