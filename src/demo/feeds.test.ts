import { join } from 'node:path';
import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseOpml, parseRdfFeed, parseRssFeed } from 'feedsmith';
import Parser from 'rss-parser';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import {
  type DemoFeed,
  type Demonstration,
  type DemoOutlet,
  itemsOf,
  publishedAt,
  readDemonstration,
} from './demonstration.ts';
import { writeFeed } from './feeds.ts';
import { writeOpml } from './opml.ts';

const demonstration = readDemonstration(openPack(join(packageRoot, 'country/vn')));
const serving = { origin: 'http://127.0.0.1:4180', now: new Date('2026-11-23T10:00:00Z') };
const feeds = demonstration.outlets.flatMap((outlet) => outlet.feeds.map((feed) => ({ outlet, feed })));
const xmlFeeds = feeds.filter(({ feed }) => feed.format !== 'json');
const cases = feeds.map(({ outlet, feed }) => [`${outlet.id} ${feed.language} ${feed.format}`, outlet, feed] as const);

type Read = {
  title: string | undefined;
  items: { title: string | undefined; link: string | undefined; date: string | undefined; text: string }[];
};

/** Reads a feed with a reader that is not ours. */
function read(format: DemoFeed['format'], body: string): Read {
  switch (format) {
    case 'rss': {
      const feed = parseRssFeed(body);
      const items = (feed.items ?? []).map((item) => ({
        title: item.title,
        link: item.link,
        date: item.pubDate,
        text: `${item.description} ${item.content?.encoded ?? ''}`,
      }));
      return { title: feed.title, items };
    }
    case 'atom': {
      const feed = parseAtomFeed(body);
      const items = (feed.entries ?? []).map((entry) => ({
        title: plain(entry.title),
        link: entry.links?.[0]?.href,
        date: entry.published,
        text: `${plain(entry.summary)} ${plain(entry.content)}`,
      }));
      return { title: plain(feed.title), items };
    }
    case 'rdf': {
      const feed = parseRdfFeed(body);
      const items = (feed.items ?? []).map((item) => ({
        title: item.title,
        link: item.link,
        date: item.dc?.dates?.[0],
        text: `${item.description} ${item.content?.encoded ?? ''}`,
      }));
      return { title: feed.title, items };
    }
    case 'json': {
      const feed = parseJsonFeed(body);
      const items = (feed.items ?? []).map((item) => ({
        title: item.title,
        link: item.url,
        date: item.date_published,
        text: item.content_html ?? '',
      }));
      return { title: feed.title, items };
    }
  }
}

const plain = (text: unknown): string =>
  typeof text === 'string' ? text : String((text as { value?: unknown } | undefined)?.value ?? '');

describe.each(cases)('%s', (_, outlet, feed) => {
  const { body } = writeFeed({ demonstration, outlet, feed, serving });
  const items = itemsOf(demonstration, outlet, feed.language);

  test('says what it carries, newest first, with the times of the demonstration', () => {
    const found = read(feed.format, body);
    expect(found.title).toBe(outlet.names[feed.language]);
    expect(found.items.map((item) => item.title)).toEqual(items.map((item) => item.title));
    expect(found.items.map((item) => Date.parse(item.date ?? ''))).toEqual(
      items.map((item) => publishedAt(item, serving.now).getTime()),
    );
    for (const item of found.items) expect(item.link).toMatch(/^http:\/\/127\.0\.0\.1:4180\/.+\.html$/);
  });

  test('marks every item as a demonstration, and carries the text where it is full', () => {
    const found = read(feed.format, body);
    const notice = demonstration.notices.text[feed.language] ?? '';
    for (const [index, item] of found.items.entries()) {
      expect(decoded(item.text)).toContain(notice);
      if (feed.content === 'full') expect(decoded(item.text)).toContain(items[index]?.body.at(-1));
      else expect(decoded(item.text)).not.toContain(items[index]?.body[0]);
    }
  });
});

test('feeds in XML are well-formed', async () => {
  for (const { outlet, feed } of xmlFeeds) {
    const { body } = writeFeed({ demonstration, outlet, feed, serving });
    const { items } = await new Parser().parseString(body);
    expect(items).toHaveLength(itemsOf(demonstration, outlet, feed.language).length);
  }
});

test('JSON feeds have what version 1.1 requires', () => {
  for (const { outlet, feed } of feeds.filter((one) => one.feed.format === 'json')) {
    const content = JSON.parse(writeFeed({ demonstration, outlet, feed, serving }).body);
    expect(content.version).toBe('https://jsonfeed.org/version/1.1');
    for (const item of content.items) expect(item.id).toMatch(/^tag:demo\.invalid,2026:/);
  }
});

test('any text survives the way through every format', async () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((one) => /\S/.test(one) && !unfit.test(one));
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...xmlFeeds), async (title, { outlet, feed }) => {
      const body = writeFeed({ demonstration: saying(title, outlet, feed), outlet, feed, serving }).body;
      const found = await new Parser().parseString(body);
      expect(found.items[0]?.title?.trim()).toBe(title.trim());
    }),
    { numRuns: 60 },
  );
});

test('the OPML lists every feed once, by outlet', () => {
  const opml = parseOpml(writeOpml(demonstration, serving));
  const outlines = opml.body?.outlines ?? [];
  expect(outlines).toHaveLength(demonstration.outlets.length);
  const addresses = outlines.flatMap((outline) => (outline.outlines ?? []).map((feed) => feed.xmlUrl));
  expect(addresses).toHaveLength(feeds.length);
  expect(new Set(addresses).size).toBe(feeds.length);
});

// XML 1.0 has no place for these, and line ends become one.
const unfit = /[\p{Cc}\p{Cs}\uFFFE\uFFFF\u0085\u2028]/u;

const saying = (title: string, outlet: DemoOutlet, feed: DemoFeed): Demonstration => ({
  ...demonstration,
  items: [
    {
      outlet: outlet.id,
      language: feed.language,
      slug: 'text',
      minutesAgo: 1,
      title,
      summary: title,
      body: [`${title} ]]> ${title}`],
      story: 'text',
    },
  ],
});

function decoded(html: string): string {
  return html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
