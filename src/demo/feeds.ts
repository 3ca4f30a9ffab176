import {
  type DemoFeed,
  type DemoItem,
  type Demonstration,
  type DemoOutlet,
  feedPath,
  inLanguage,
  itemPath,
  itemsOf,
  outletPath,
  publishedAt,
} from './demonstration.ts';
import { cdata, markup, raw } from './markup.ts';

/** Where and when the demonstration is served. */
export type Serving = { origin: string; now: Date };

/** A feed as it goes over the wire. */
export type FeedDocument = { type: string; body: string };

type Context = { demonstration: Demonstration; outlet: DemoOutlet; feed: DemoFeed; serving: Serving };

/** Writes a feed of an outlet in its own format. Times are those of Viet Nam where the format has an offset. */
export function writeFeed(context: Context): FeedDocument {
  switch (context.feed.format) {
    case 'rss':
      return { type: 'application/rss+xml; charset=utf-8', body: rss(context) };
    case 'atom':
      return { type: 'application/atom+xml; charset=utf-8', body: atom(context) };
    case 'rdf':
      return { type: 'application/rdf+xml; charset=utf-8', body: rdf(context) };
    case 'json':
      return { type: 'application/feed+json; charset=utf-8', body: json(context) };
  }
}

/** The paragraphs of an item as HTML, the notice last. */
export function bodyHtml(demonstration: Demonstration, item: DemoItem): string {
  const notice = inLanguage(demonstration.notices.text, item.language);
  return [...item.body.map((text) => markup`<p>${text}</p>`), markup`<p><em>${notice}</em></p>`]
    .map((paragraph) => paragraph.raw)
    .join('\n');
}

/** RSS 2.0.11, with the content module where the feed is full. */
function rss(context: Context): string {
  const { head, items, link, self, notice } = parts(context);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${head}</title>
<link>${link}</link>
<description>${notice}</description>
<language>${context.feed.language}</language>
<lastBuildDate>${rfc822(newest(context))}</lastBuildDate>
<atom:link href="${self}" rel="self" type="application/rss+xml"/>
${items.map(
  (item) => markup`<item>
<title>${item.title}</title>
<link>${item.url}</link>
<guid isPermaLink="${String(!item.full)}">${item.full ? item.id : item.url}</guid>
<pubDate>${rfc822(item.date)}</pubDate>
<dc:creator>${head}</dc:creator>
${
  item.full
    ? markup`<description>${item.summary}</description>
<content:encoded>${cdata(item.html)}</content:encoded>`
    : markup`<description>${cdata(markup`<p>${item.summary}</p><p><em>${item.notice}</em></p>`.raw)}</description>`
}
</item>`,
)}
</channel>
</rss>
`.raw;
}

/** Atom 1.0, RFC 4287. */
function atom(context: Context): string {
  const { head, items, link, self, notice } = parts(context);
  return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${context.feed.language}">
<title>${head}</title>
<subtitle>${notice}</subtitle>
<id>${self}</id>
<link rel="self" type="application/atom+xml" href="${self}"/>
<link rel="alternate" type="text/html" href="${link}"/>
<updated>${rfc3339(newest(context))}</updated>
<author><name>${head}</name></author>
${items.map(
  (item) => markup`<entry>
<title>${item.title}</title>
<id>${item.id}</id>
<link rel="alternate" type="text/html" href="${item.url}"/>
<published>${rfc3339(item.date)}</published>
<updated>${rfc3339(item.date)}</updated>
<summary>${item.full ? item.summary : `${item.summary} ${item.notice}`}</summary>
${item.full ? markup`<content type="html">${item.html}</content>` : raw('')}
</entry>`,
)}
</feed>
`.raw;
}

/** RSS 1.0 (RDF Site Summary), with Dublin Core and the content module. */
function rdf(context: Context): string {
  const { head, items, link, self, notice } = parts(context);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="${self}">
<title>${head}</title>
<link>${link}</link>
<description>${notice}</description>
<dc:language>${context.feed.language}</dc:language>
<dc:date>${rfc3339(newest(context))}</dc:date>
<items><rdf:Seq>
${items.map((item) => markup`<rdf:li rdf:resource="${item.url}"/>`)}
</rdf:Seq></items>
</channel>
${items.map(
  (item) => markup`<item rdf:about="${item.url}">
<title>${item.title}</title>
<link>${item.url}</link>
<description>${item.summary}</description>
<dc:date>${rfc3339(item.date)}</dc:date>
<dc:creator>${head}</dc:creator>
<dc:language>${context.feed.language}</dc:language>
<content:encoded>${cdata(item.html)}</content:encoded>
</item>`,
)}
</rdf:RDF>
`.raw;
}

/** JSON Feed 1.1. */
function json(context: Context): string {
  const { head, items, link, self, notice } = parts(context);
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: head,
    home_page_url: link,
    feed_url: self,
    description: notice,
    language: context.feed.language,
    authors: [{ name: head, url: link }],
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      summary: item.summary,
      content_html: item.html,
      date_published: rfc3339(item.date),
      language: context.feed.language,
    })),
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

function parts({ demonstration, outlet, feed, serving: { origin, now } }: Context) {
  const notice = inLanguage(demonstration.notices.text, feed.language);
  return {
    head: inLanguage(outlet.names, feed.language),
    notice: inLanguage(demonstration.notices.page, feed.language),
    link: origin + outletPath(outlet),
    self: origin + feedPath(outlet, feed),
    items: itemsOf(demonstration, outlet, feed.language).map((item) => ({
      title: item.title,
      summary: item.summary,
      notice,
      full: feed.content === 'full',
      html: bodyHtml(demonstration, item),
      url: origin + itemPath(item),
      // RFC 4151: the identity does not hang on the port.
      id: `tag:demo.invalid,2026:${item.outlet}/${item.language}/${item.slug}`,
      date: publishedAt(item, now),
    })),
  };
}

function newest({ demonstration, outlet, feed, serving }: Context): Date {
  const [first] = itemsOf(demonstration, outlet, feed.language);
  return first ? publishedAt(first, serving.now) : serving.now;
}

const SEVEN_HOURS = 7 * 3_600_000;

const inVietNam = (date: Date): string => new Date(date.getTime() + SEVEN_HOURS).toISOString();

/** A time as RSS has it (RFC 822 with a year of four digits), in Vietnamese time. */
function rfc822(date: Date): string {
  return new Date(date.getTime() + SEVEN_HOURS).toUTCString().replace('GMT', '+0700');
}

/** A time as RFC 3339 has it, in Vietnamese time. */
export function rfc3339(date: Date): string {
  return `${inVietNam(date).slice(0, 19)}+07:00`;
}
