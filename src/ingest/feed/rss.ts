import { resolveAddress, webAddress } from '../markup/address.ts';
import { address, attributeAddress, count, date, dateOf, html, type Moment, plain, title } from './constructs.ts';
import type { Element } from './element.ts';
import { type Enclosure, type Feed, type Item, type Pace, present, type Source } from './feed.ts';
import {
  authorsOf,
  categoriesOf,
  htmlOf,
  imageOf,
  languageOf,
  licenceOf,
  mediaOf,
  placeOf,
  rightsOf,
} from './shared.ts';

/** What a format tells of the feed as a whole; the parser adds the rest. */
export type Head = Omit<Feed, 'items' | 'faults' | 'encoding'>;

/** RSS 0.90 to 2.0, RSS 1.0 (RDF) and CDF: the channel. */
export function rssHead(root: Element, channel: Element, moment: Moment): Head {
  const links = [...channel.all('atom:link'), ...root.all('atom:link')];
  const byRelation = (relation: string): string[] =>
    links.filter((link) => link.attribute('rel') === relation).flatMap((link) => attributeAddress(link, 'href') ?? []);
  const name = channel.first('title', 'dc:title', 'atom:title');
  return present({
    kind: kindOf(root),
    version: root.attribute('version'),
    ...title(name, 'by-looks'),
    link: channelLink(channel),
    self: byRelation('self')[0],
    hubs: byRelation('hub'),
    next: byRelation('next')[0],
    description: htmlOf(
      channel,
      'description',
      'tagline',
      'abstract',
      'itunes:summary',
      'dc:description',
      'itunes:subtitle',
    ),
    id: channel.attribute('rdf:about') ?? channel.value('guid', 'dc:identifier'),
    language: feedLanguage(root, channel, name),
    published: date(channel, moment, 'pubdate', 'dcterms:issued', 'dc:date'),
    updated: date(channel, moment, 'lastbuilddate', 'dc:date', 'dcterms:modified', 'atom:updated', 'pubdate'),
    authors: authorsOf(channel),
    categories: categoriesOf(channel),
    generator: generator(channel),
    image: feedImage(root, channel),
    rights: rightsOf(channel),
    pace: paceOf(channel),
  });
}

function kindOf(root: Element): Feed['kind'] {
  return root.name === 'rdf:rdf' ? 'rdf' : root.name === 'channel' ? 'cdf' : 'rss';
}

function channelLink(channel: Element): string | undefined {
  for (const link of channel.all('link')) {
    const found = address(link) ?? attributeAddress(link, 'href');
    if (found !== undefined) return found;
  }
  const alternate = channel.all('atom:link').find((link) => (link.attribute('rel') ?? 'alternate') === 'alternate');
  const own = alternate ? attributeAddress(alternate, 'href') : undefined;
  return own ?? attributeAddress(channel, 'href');
}

function feedLanguage(root: Element, channel: Element, name: Element | undefined): string | undefined {
  return languageOf(channel, name) ?? root.lang;
}

function generator(channel: Element): string | undefined {
  const agent = channel.first('admin:generatoragent');
  return channel.value('generator') ?? agent?.attribute('rdf:resource');
}

function feedImage(root: Element, channel: Element): string | undefined {
  const image =
    channel.first('image') ?? root.first('image') ?? channel.first('itunes:image', 'media:thumbnail', 'logo');
  const written =
    image?.value('url') ?? image?.attribute('href') ?? image?.attribute('url') ?? image?.attribute('rdf:resource');
  const own = channel.first('itunes:image')?.attribute('href');
  return (written && webAddress(written, image?.base)) || (own && webAddress(own, channel.base)) || undefined;
}

const periods: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1_440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

function paceOf(channel: Element): Pace {
  const period = periods[channel.value('sy:updateperiod')?.toLowerCase() ?? ''];
  const frequency = count(channel.value('sy:updatefrequency')) || 1;
  const hours = channel.first('skiphours') ?? channel.all('skiphours')[0];
  const days = channel.all('skipdays')[0];
  const skipHours = hours
    ?.all('hour')
    .flatMap((hour) => count(hour.text.trim()) ?? [])
    .filter((hour) => hour <= 24)
    .map((hour) => hour % 24);
  const skipDays = days
    ?.all('day')
    .map((day) => day.text.trim().toLowerCase())
    .filter((day) => /^[a-z]+day$/.test(day));
  return present({
    ttl: count(channel.value('ttl')) || undefined,
    interval: period === undefined ? undefined : Math.max(1, Math.round(period / frequency)),
    skipHours: skipHours?.length ? skipHours : undefined,
    skipDays: skipDays?.length ? skipDays : undefined,
  });
}

/** One item of RSS, RDF or CDF. */
export function rssItem(item: Element, moment: Moment): Item {
  const name =
    item.first('title', 'dc:title', 'atom:title') ??
    item.first('media:title') ??
    item.first('media:group')?.first('media:title');
  const { summary, content, from } = texts(item);
  const enclosures = enclosuresOf(item);
  const media = mediaOf(item);
  const { id, link } = identity(item);
  const changed = item.attribute('lastmod');
  return present({
    id,
    ...title(name, 'by-looks'),
    link,
    published: date(
      item,
      moment,
      'pubdate',
      'published',
      'dcterms:issued',
      'dcterms:created',
      'issued',
      'created',
      'atom:published',
      'dc:date',
    ),
    updated:
      date(item, moment, 'atom:updated', 'updated', 'modified', 'dcterms:modified', 'dc:date') ??
      (changed === undefined ? undefined : dateOf(changed, moment)),
    authors: authorsOf(item),
    summary,
    content,
    language: languageOf(item, from, name),
    categories: categoriesOf(item),
    enclosures,
    media,
    image: imageOf(item, media, enclosures, [content, summary]),
    place: placeOf(item),
    source: sourceOf(item),
    comments: address(item.first('comments')),
    rights: rightsOf(item),
    licence: licenceOf(item),
  });
}

type Texts = { summary: string | undefined; content: string | undefined; from: Element | undefined };

/** Content is what an item names so; of two descriptions the second is its content. */
function texts(item: Element): Texts {
  const whole = item.first('content:encoded', 'fullitem', 'xhtml:body', 'body', 'xhtml:div', 'content', 'atom:content');
  const short = [...item.all('description'), ...item.all('summary'), ...item.all('abstract')].filter(
    (one) => one.text.trim() !== '',
  );
  const extra =
    item.first('itunes:summary', 'atom:summary', 'dc:description', 'itunes:subtitle') ?? mediaDescription(item);
  const summary = html(short[0] ?? extra, 'html');
  return { summary, content: html(whole ?? short[1], 'html'), from: whole ?? short[0] };
}

function mediaDescription(item: Element): Element | undefined {
  return item.first('media:description') ?? item.first('media:group')?.first('media:description');
}

/** The guid, and the link: named, else the guid where it is one, else the enclosure's page. */
function identity(item: Element): { id: string | undefined; link: string | undefined } {
  const guid = item.first('guid', 'id', 'dc:identifier', 'atom:id');
  const permanent = guid?.name === 'guid' && (guid.attribute('ispermalink') ?? 'true').toLowerCase() === 'true';
  const written = guid?.text.trim() || item.attribute('rdf:about');
  const id =
    permanent && written !== undefined && isRelativePath(written)
      ? (resolveAddress(written, item.base) ?? written)
      : written;
  const links = item.all('link').flatMap((link) => address(link) ?? alternate(link) ?? []);
  const others = item.all('atom:link').flatMap((link) => alternate(link) ?? []);
  const own = links[0] ?? item.value('feedburner:origlink') ?? others[0] ?? attributeAddress(item, 'href');
  return { id, link: own ?? (permanent && id !== undefined ? webAddress(id, item.base) : undefined) };
}

function alternate(link: Element): string | undefined {
  return (link.attribute('rel') ?? 'alternate') === 'alternate' ? attributeAddress(link, 'href') : undefined;
}

/** Whether an id is an address without its host, and not a mere number or name. */
export function isRelativePath(id: string): boolean {
  const first = id.charCodeAt(0);
  return (first === 47 || first === 46 || first === 63) && /^(?:\.{0,2}\/[^/]|\?\w)/.test(id);
}

function enclosuresOf(item: Element): Enclosure[] {
  const own = item.all('enclosure').map((element) => enclosure(element, 'url'));
  const links = [...item.all('atom:link'), ...item.all('link')].filter((link) => link.attribute('rel') === 'enclosure');
  return [...own, ...links.map((link) => enclosure(link, 'href'))].filter((one) => one !== undefined);
}

/** An enclosure, whose address is in this attribute. */
export function enclosure(element: Element, attribute: string): Enclosure | undefined {
  const written = element.attribute(attribute) ?? element.attribute('href') ?? element.text.trim();
  const url = written === '' ? undefined : webAddress(written, element.base);
  if (url === undefined) return undefined;
  return present({ url, type: element.attribute('type'), length: count(element.attribute('length')) || undefined });
}

function sourceOf(item: Element): Source | undefined {
  const source = item.first('source', 'dc:source');
  if (source === undefined) return undefined;
  const link = source.attribute('url');
  const found: Source = present({ title: plain(source, 'by-looks'), link: link && webAddress(link, source.base) });
  return Object.keys(found).length > 0 ? found : undefined;
}
