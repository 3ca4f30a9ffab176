import { parseDate } from '../../dates.ts';
import { dateOf, type Moment } from '../../feed/constructs.ts';
import { type Item, type Medium, present } from '../../feed/feed.ts';
import { webAddress } from '../../markup/address.ts';
import { sanitise } from '../../markup/sanitise.ts';
import { all, first, type Node, readTree, textOf, within } from '../../markup/tree.ts';
import { paragraphs, pictured, withdrawnItem } from '../answer.ts';
import type { Delivery } from './delivery.ts';

const mostItems = 2_000;

/**
 * The items of a NewsML-G2 document (iptc.org/std/NewsML-G2, all versions): a newsItem, a newsMessage with its itemSet,
 * a packageItem. Of a package that names items which do not come along, each reference that has a title stands for its
 * item. Undefined when the document is none.
 */
export function readNewsml(text: string, base: string | undefined, moment: Moment): Delivery[] | undefined {
  const tree = readTree(text);
  const items = within(tree, 'newsitem');
  const packages = within(tree, 'packageitem');
  if (items.length === 0 && packages.length === 0) return within(tree, 'newsmessage').length > 0 ? [] : undefined;
  if (items.length > mostItems) moment.faults.add('too-many');
  const delivered = items.slice(0, mostItems).flatMap((item) => deliveryOf(item, base, moment) ?? []);
  const there = new Set(items.map((item) => item.attributes.get('guid')));
  const named = packages.flatMap((one) => referencesOf(one, base, moment)).filter(({ item }) => !there.has(item.id));
  return [...delivered, ...named.slice(0, mostItems)];
}

/** The version of the standard that a document says it follows. */
export const newsmlVersion = (text: string): string | undefined =>
  /\bstandardversion\s*=\s*["']([\d.]{1,8})["']/.exec(text.slice(0, 20_000))?.[1];

function deliveryOf(node: Node, base: string | undefined, moment: Moment): Delivery | undefined {
  const id = node.attributes.get('guid')?.trim();
  if (!id) return undefined;
  const meta = first(node, 'itemmeta');
  return {
    item: isWithdrawn(first(meta, 'pubstatus'))
      ? withdrawnItem(id, pageOf(node, id, base))
      : itemOf(node, id, base, moment),
    version: node.attributes.get('version')?.trim() || undefined,
    embargoed: parseDate(textOf(first(meta, 'embargoed')) ?? ''),
  };
}

/** A withheld item is not to be published until it is usable again; a cancelled one never (newscodes pubstatus). */
const isWithdrawn = (status: Node | undefined): boolean =>
  /(?:^|[:/])(?:cancell?ed|withheld)$/i.test(status?.attributes.get('qcode') ?? status?.attributes.get('uri') ?? '');

function itemOf(node: Node, id: string, base: string | undefined, moment: Moment): Item {
  const [itemMeta, contentMeta, rights] = [
    first(node, 'itemmeta'),
    first(node, 'contentmeta'),
    first(node, 'rightsinfo'),
  ];
  const lang = first(contentMeta, 'language')?.attributes.get('tag') ?? node.attributes.get('xml:lang');
  const set = first(node, 'contentset');
  const body = bodyOf(set, base ?? id);
  const media = mediaOf(set, contentMeta, base);
  const date = (...fields: (Node | undefined)[]): Date | undefined => {
    for (const field of fields) {
      const text = textOf(field);
      const found = text === undefined ? undefined : dateOf(text, moment);
      if (found) return found;
    }
    return undefined;
  };
  const headline = headlineOf(contentMeta) ?? textOf(first(itemMeta, 'title')) ?? nitfHeadline(set);
  const descriptions = all(contentMeta, 'description').flatMap((one) => textOf(one) ?? []);
  return present({
    id,
    title: headline ?? textOf(first(contentMeta, 'slugline')),
    link: pageOf(node, id, base),
    published: date(
      first(itemMeta, 'firstcreated'),
      first(contentMeta, 'contentcreated'),
      first(itemMeta, 'versioncreated'),
    ),
    updated: date(first(contentMeta, 'contentmodified'), first(itemMeta, 'versioncreated')),
    authors: authorsOf(contentMeta),
    summary: descriptions.length === 0 ? undefined : paragraphs(descriptions.join('\n\n')),
    content: body || pictured(media),
    language: lang?.trim().replaceAll('_', '-'),
    categories: categoriesOf(contentMeta),
    enclosures: [],
    media,
    image: media.find((one) => one.kind === 'image')?.url,
    place: placeOf(contentMeta),
    source: sourceOf(contentMeta),
    rights:
      textOf(first(rights, 'copyrightnotice')) ??
      textOf(first(rights, 'copyrightholder')) ??
      textOf(first(rights, 'usageterms')),
    ...(body === '' ? {} : { whole: true as const }),
  });
}

function headlineOf(meta: Node | undefined): string | undefined {
  const headlines = all(meta, 'headline');
  const main = headlines.find((one) => !/sub|short|alt/i.test(one.attributes.get('role') ?? '')) ?? headlines[0];
  return textOf(main);
}

const nitfHeadline = (set: Node | undefined): string | undefined => set && textOf(within(set, 'hl1')[0]);

/** The text of an item: inline XML (NITF, XHTML) or inline data, the first that says something. */
function bodyOf(set: Node | undefined, base: string): string {
  for (const node of all(set, 'inlinexml')) {
    const [nitf] = within(node, 'body.content');
    const [html] = within(node, 'body');
    const source = nitf ? nitfAsHtml(nitf.source) : (html ?? node).source;
    const body = sanitise(source, { base, xml: true }).trim();
    if (body !== '') return body;
  }
  for (const node of all(set, 'inlinedata')) {
    const type = node.attributes.get('contenttype') ?? 'text/plain';
    const text = node.children.length > 0 ? node.source : node.text;
    if (node.attributes.get('encoding') !== undefined) continue;
    const body = /html|xml/i.test(type) ? sanitise(text, { base }).trim() : paragraphs(text.trim());
    if (body !== '') return body;
  }
  return '';
}

// The headings and pictures of NITF by the names that HTML has for them.
const nitfAsHtml = (source: string): string =>
  source
    .replace(/<(\/?)(?:\w+:)?hl2\b/gi, '<$1h3')
    .replace(/<(\/?)(?:\w+:)?media-caption\b/gi, '<$1figcaption')
    .replace(/<(\/?)(?:\w+:)?media(?=[\s>/])/gi, '<$1figure')
    .replace(
      /<(?:\w+:)?media-reference\b[^<>]{0,1000}?\bsource=("[^"<>]*"|'[^'<>]*')[^<>]{0,1000}>/gi,
      '<img src=$1/>',
    );

/** The page on which people read it: an HTML rendition, a link to one, else the guid where that is an address of the web. */
function pageOf(node: Node, id: string, base: string | undefined): string | undefined {
  const isPage = (one: Node) => /html/i.test(one.attributes.get('contenttype') ?? '');
  const remote = all(first(node, 'contentset'), 'remotecontent').find(isPage);
  const links = all(first(node, 'itemmeta'), 'link');
  const link =
    links.find(isPage) ?? links.find((one) => /web|canonical|permalink/i.test(one.attributes.get('rel') ?? ''));
  const href = remote?.attributes.get('href') ?? link?.attributes.get('href');
  return (href && webAddress(href, base)) || webAddress(id);
}

function authorsOf(meta: Node | undefined) {
  const by = all(meta, 'by').flatMap((one) => textOf(one) ?? []);
  const creators = all(meta, 'creator').flatMap((one) => nameOf(one) ?? one.attributes.get('literal') ?? []);
  return (by.length > 0 ? by : creators).slice(0, 20).map((name) => ({ name: name.replace(/^by\s+/i, '') }));
}

/** The name of a concept, the first of several languages. */
const nameOf = (node: Node | undefined): string | undefined => textOf(first(node, 'name'));

function categoriesOf(meta: Node | undefined) {
  const subjects = [...all(meta, 'subject'), ...all(meta, 'genre')].flatMap((one) => {
    const label = nameOf(one);
    const term = one.attributes.get('qcode') ?? one.attributes.get('uri') ?? one.attributes.get('literal') ?? label;
    return term === undefined ? [] : [present({ term, label })];
  });
  const keywords = all(meta, 'keyword').flatMap((one) => textOf(one) ?? []);
  return [...subjects, ...keywords.map((term) => ({ term }))].slice(0, 100);
}

function placeOf(meta: Node | undefined) {
  const located = first(meta, 'located');
  const name = nameOf(located) ?? located?.attributes.get('literal');
  const position = within(located ?? empty, 'position')[0]?.attributes;
  const latitude = Number(position?.get('latitude') ?? Number.NaN);
  const longitude = Number(position?.get('longitude') ?? Number.NaN);
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return present({ latitude, longitude, name });
  return name === undefined ? undefined : { name };
}

const empty = readTree('');

function sourceOf(meta: Node | undefined) {
  const source = first(meta, 'infosource');
  const title = nameOf(source) ?? source?.attributes.get('literal');
  return title === undefined ? undefined : { title };
}

/** The pictures, films and sounds of an item: of the renditions of each kind, the largest that the web can do with. */
function mediaOf(set: Node | undefined, meta: Node | undefined, base: string | undefined): Medium[] {
  const renditions = all(set, 'remotecontent').flatMap((one) => {
    const type = one.attributes.get('contenttype') ?? '';
    const url = webAddress(one.attributes.get('href') ?? '', base);
    const kind = kindOf(type);
    if (!url || !kind) return [];
    const [width, height, duration, length] = ['width', 'height', 'duration', 'size'].map((name) =>
      count(one.attributes.get(name)),
    );
    return [{ url, type, kind, width, height, duration, length }];
  });
  const caption = all(meta, 'description').find((one) => /caption/i.test(one.attributes.get('role') ?? ''));
  const credit = textOf(first(meta, 'creditline'));
  const kinds = new Set(renditions.map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const same = renditions.filter((one) => one.kind === kind);
    const fit = same.filter(({ width = 0 }) => width <= 2_500);
    const [best] = (fit.length > 0 ? fit : same).toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0));
    return best ? [present({ ...best, description: textOf(caption), credit })] : [];
  });
}

function kindOf(type: string): Medium['kind'] | undefined {
  const [, kind] = /^(image|video|audio)\//i.exec(type) ?? [];
  return kind?.toLowerCase() as Medium['kind'] | undefined;
}

const count = (text: string | undefined): number | undefined => {
  const number = Number(text ?? Number.NaN);
  return Number.isFinite(number) && number > 0 ? Math.round(number) : undefined;
};

/** What a package says of the items that it names (packageItem, groupSet, itemRef). */
function referencesOf(node: Node, base: string | undefined, moment: Moment): Delivery[] {
  const meta = first(node, 'itemmeta');
  const embargoed = parseDate(textOf(first(meta, 'embargoed')) ?? '');
  if (isWithdrawn(first(meta, 'pubstatus'))) return [];
  return within(node, 'itemref').flatMap((one): Delivery[] => {
    const id = one.attributes.get('residref') ?? one.attributes.get('guidref') ?? one.attributes.get('href');
    const title = headlineOf(one) ?? textOf(first(one, 'title'));
    if (id === undefined) return [];
    const link = webAddress(one.attributes.get('href') ?? id, base);
    const version = one.attributes.get('version');
    if (isWithdrawn(first(one, 'pubstatus'))) return [{ item: withdrawnItem(id, link), version, embargoed }];
    if (title === undefined) return [];
    const created = textOf(first(one, 'versioncreated'));
    const description = textOf(first(one, 'description'));
    const item: Item = present({
      id,
      title,
      link,
      published: created === undefined ? undefined : dateOf(created, moment),
      authors: [],
      summary: description === undefined ? undefined : paragraphs(description),
      categories: [],
      enclosures: [],
      media: [],
    });
    return [{ item, version, embargoed }];
  });
}
