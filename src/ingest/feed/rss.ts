import { webAddress } from '../markup/address.ts';
import { address, attributeAddress, count, date, dateOf, type Moment, plain, title } from './constructs.ts';
import type { Element } from './element.ts';
import { type Feed, type Item, type Pace, present, type Source } from './feed.ts';
import { enclosuresOf, identityOf, pageOf, related } from './links.ts';
import {
  authorsOf,
  categoriesOf,
  contributorsOf,
  imageOf,
  languageOf,
  licenceOf,
  mediaOf,
  placeOf,
  publishedNames,
  rightsOf,
  updatedNames,
} from './shared.ts';
import { descriptionOf, textsOf, titleOf } from './texts.ts';

/** What a format tells of the feed as a whole; the parser adds the rest. */
export type Head = Omit<Feed, 'items' | 'faults' | 'encoding'>;

/** RSS 0.90 to 2.0, RSS 1.0 (RDF) and CDF: the channel. */
export function rssHead(root: Element, channel: Element, moment: Moment): Head {
  const name = titleOf(channel);
  const { id, address } = identityOf(channel);
  const { description, said } = descriptionOf(channel, 'html');
  return present({
    kind: kindOf(root),
    version: root.attribute('version'),
    ...title(name, 'by-looks'),
    link: pageOf(channel) ?? attributeAddress(channel, 'href') ?? address,
    self: related(channel, 'self')[0] ?? related(root, 'self')[0],
    hubs: [...related(channel, 'hub'), ...related(root, 'hub')],
    next: related(channel, 'next')[0] ?? related(root, 'next')[0],
    description,
    id,
    language: languageOf(channel, name, said),
    published: date(channel, moment, ...publishedNames),
    updated: date(channel, moment, ...updatedNames, 'pubdate'),
    authors: authorsOf(channel),
    contributors: contributorsOf(channel),
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
  const name = titleOf(item);
  const { summary, content, whole, short } = textsOf(item, 'html');
  const enclosures = enclosuresOf(item);
  const media = mediaOf(item);
  const { id, address: permanent } = identityOf(item);
  const changed = item.attribute('lastmod');
  return present({
    id,
    ...title(name, 'by-looks'),
    link: pageOf(item) ?? item.value('feedburner:origlink') ?? attributeAddress(item, 'href') ?? permanent,
    published: date(item, moment, ...publishedNames),
    updated: date(item, moment, ...updatedNames) ?? (changed === undefined ? undefined : dateOf(changed, moment)),
    authors: authorsOf(item),
    contributors: contributorsOf(item),
    summary,
    content,
    language: languageOf(item, whole, short, name),
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

function sourceOf(item: Element): Source | undefined {
  const source = item.first('source', 'dc:source');
  if (source === undefined) return undefined;
  const link = source.attribute('url');
  const found: Source = present({ title: plain(source, 'by-looks'), link: link && webAddress(link, source.base) });
  return Object.keys(found).length > 0 ? found : undefined;
}
