import { isObject, objects, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { escapeAttribute, escapeText } from '../../markup/entities.ts';
import { paragraphs } from '../answer.ts';

/** A stretch of a post's text that means something more: bytes of UTF-8 from start to end, and where it leads. */
type Facet = { start: number; end: number; link: string | undefined; tag: string | undefined };

/**
 * The text of a post as HTML, its links, mentions and hashtags clickable, and the hashtags. Facets are counted in bytes
 * (docs.bsky.app/docs/advanced-guides/post-richtext); those that overlap others or cut a character in two are left out.
 */
export function richText(text: string, facets: unknown, web: string): { html: string; tags: string[] } {
  const bytes = Buffer.from(text);
  const found = objects(facets)
    .slice(0, 200)
    .flatMap(({ index, features }) => {
      const { byteStart: start, byteEnd: end } = isObject(index) ? index : {};
      if (typeof start !== 'number' || typeof end !== 'number') return [];
      if (!isEdge(bytes, start) || !isEdge(bytes, end) || start >= end) return [];
      return [{ start, end, ...meaningOf(features, web) }];
    })
    .toSorted((a, b) => a.start - b.start);
  // Marks of private use stand for the facets while the text is laid out in paragraphs.
  const kept: Facet[] = [];
  let marked = '';
  let at = 0;
  const plain = (from: number, to: number) =>
    bytes
      .subarray(from, to)
      .toString()
      .replace(/[\ue000\ue001]/g, '');
  for (const facet of found) {
    if (facet.start < at) continue;
    marked += `${plain(at, facet.start)}\ue000${kept.push(facet) - 1}\ue001`;
    at = facet.end;
  }
  marked += plain(at, bytes.length);
  const html = paragraphs(marked, (line) =>
    line
      .split(/\ue000(\d+)\ue001/)
      .map((part, place) => {
        const facet = place % 2 === 1 ? kept[Number(part)] : undefined;
        if (facet === undefined) return escapeText(part);
        const words = escapeText(plain(facet.start, facet.end));
        return facet.link === undefined ? words : `<a href="${escapeAttribute(facet.link)}">${words}</a>`;
      })
      .join(''),
  );
  return { html, tags: kept.flatMap(({ tag }) => tag ?? []) };
}

/** Whether a place in UTF-8 lies between two characters. */
const isEdge = (bytes: Buffer, at: number): boolean =>
  Number.isInteger(at) && at >= 0 && at <= bytes.length && ((bytes[at] ?? 0) & 0xc0) !== 0x80;

function meaningOf(features: unknown, web: string): Pick<Facet, 'link' | 'tag'> {
  const feature = objects(features)[0] ?? {};
  const [uri, did, tag] = [string(feature.uri), string(feature.did), string(feature.tag)];
  if (tag !== undefined) return { tag, link: `${web}/hashtag/${encodeURIComponent(tag)}` };
  if (did !== undefined) return { tag: undefined, link: `${web}/profile/${encodeURIComponent(did)}` };
  return { tag: undefined, link: uri && webAddress(uri) };
}
