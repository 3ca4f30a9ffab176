import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dangers } from '../../../test/harness/ingest.ts';
import { Faults, type Item } from '../feed/feed.ts';
import { isObject, type Json } from '../feed/values.ts';
import { readTree } from '../markup/tree.ts';
import { objectItem } from './activitypub/object.ts';
import { richText } from './bluesky/facets.ts';
import { postItem } from './bluesky/post.ts';
import { statusItem } from './mastodon/status.ts';
import { readNewsml } from './package/newsml.ts';
import { readNinjs } from './package/ninjs.ts';

const now = new Date('2026-11-23T08:00:00Z');
const moment = () => ({ now, faults: new Faults() });

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  'javascript:alert(1)',
  'https://a.example/" onclick="alert(1)',
  '<a href="java\nscript:alert(1)">x</a>',
  '<iframe srcdoc="<script>x</script>">',
  '<math><mi xlink:href="data:text/html,<script>x</script>">',
];
const names =
  'id uri url type name content contentMap summary nameMap object attachment tag to cc published updated icon image location mediaType href inReplyTo ' +
  'content spoiler_text account display_name media_attachments description preview_url meta card language visibility tags ' +
  'post author did handle record text facets index byteStart byteEnd features embed $type images fullsize alt external thumb title ' +
  'headline headlines bodies value contenttype body_html body_xhtml renditions associations subject place places geojson coordinates pubstatus version by';
const word = fc.constantFrom(...names.split(' '), '__proto__', 'constructor');
const text = fc.oneof(
  fc.constantFrom(
    ...payloads,
    'Note',
    'Article',
    'Public',
    'https://a.example/1',
    'app.bsky.embed.images#view',
    'app.bsky.embed.external#view',
    'public',
    'text/html',
    'usable',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    tie('object'),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
  object: fc.array(fc.tuple(word, tie('value')), { maxLength: 12 }).map((pairs) => Object.fromEntries(pairs)),
}));
const object = value.map((one): Json => (isObject(one) ? one : { content: one }));

/** Every field that a page may show is plain, safe HTML, or a harmless address. */
function judge(item: Item | undefined): string[] {
  if (!item) return [];
  const html = [item.content, item.summary, item.titleHtml].flatMap(dangers);
  const addresses = [item.link, item.image, ...item.media.flatMap((one) => [one.url, one.thumbnail])];
  return [...html, ...addresses.filter((one) => one !== undefined && !/^https?:\/\//i.test(one)).map(String)];
}

describe('whatever a server sends', () => {
  it.each<[string, (given: Json) => (Item | undefined)[]]>([
    [
      'a status',
      (given) => [
        statusItem({ uri: 'https://a.example/s', ...given }, { accountId: '1', server: 'https://a.example' }, moment()),
      ],
    ],
    [
      'a post',
      (given) => {
        const view = {
          post: {
            uri: 'at://did:x/app.bsky.feed.post/1',
            author: { did: 'did:x' },
            record: given,
            embed: given.embed ?? given,
          },
        };
        return [postItem(view, { did: 'did:x', web: 'https://bsky.example' }, moment())];
      },
    ],
    [
      'an object of the fediverse',
      (given) => [
        objectItem({ id: 'https://a.example/1', type: 'Note', ...given }, { id: 'https://a.example/x' }, moment()),
      ],
    ],
    [
      'ninjs',
      (given) =>
        (readNinjs([{ uri: 'urn:1', ...given }], 'https://a.example/', moment()) ?? []).map(({ item }) => item),
    ],
  ])('as %s, it is read without a stumble and without danger', (_name, read) => {
    fc.assert(
      fc.property(object, (given) => {
        expect(read(given).flatMap(judge)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('as NewsML-G2, cut and mutated anywhere, it is read without a stumble and without danger', () => {
    const payload = '<script>alert(1)</script><img src="x" onerror="alert(1)"/>';
    const whole = `<newsMessage><itemSet><newsItem guid="urn:1" version="1"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta>
      <contentMeta><headline>${payload}Đầu đề</headline><description>${payload}</description></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><html><body>${payload}<p onclick="x()">Lời</p></body></html></inlineXML>
      <inlineData contenttype="text/html">&lt;script>x&lt;/script></inlineData>
      <remoteContent href="javascript:alert(1)" contenttype="image/png"/></contentSet></newsItem></itemSet></newsMessage>`;
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(whole.length),
        fc.constantFrom('', '<', '>', '"', '&', '</newsItem>', '<![CDATA[', ...payloads),
        (at, end, given) => {
          const mutated = whole.slice(0, at) + given + whole.slice(at, Math.max(at, end));
          expect(
            (readNewsml(mutated, 'https://a.example/', moment()) ?? []).flatMap(({ item }) => judge(item)),
          ).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('the text of a post', () => {
  it('loses no character to its facets, wherever they are said to stand', () => {
    const facet = fc.record({
      index: fc.record({ byteStart: fc.integer({ min: -2, max: 60 }), byteEnd: fc.integer({ min: -2, max: 60 }) }),
      features: fc.constant([{ uri: 'https://a.example/' }]),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ế', '😀', ' ', '<', '&'), maxLength: 20 }),
        fc.array(facet, { maxLength: 5 }),
        (written, facets) => {
          const { html } = richText(written, facets, 'https://bsky.example');
          const shown = html
            .replace(/<[^>]*>/g, '')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&amp;', '&');
          expect(shown.trim()).toBe(written.trim());
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('an XML document', () => {
  it('is read in time that grows with its length, however deep or broken', () => {
    const time = (source: string): number => {
      const began = process.cpuUsage();
      readTree(source);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    };
    time('<a>'.repeat(10_000));
    for (const bomb of ['<a>', '</a>', '<a b="c" ', '<a></b>', '&x;']) {
      const once = Math.min(time(bomb.repeat(20_000)), time(bomb.repeat(20_000)));
      const twice = Math.min(time(bomb.repeat(40_000)), time(bomb.repeat(40_000)));
      expect(twice).toBeLessThan(4 * once + 50);
    }
  });

  it('keeps names, attributes, texts and sources', () => {
    const tree = readTree('<n:a x="1 &amp; 2">eins<b>zwei</b><![CDATA[<drei>]]><c/></n:a>');
    const [a] = tree.children;
    expect([a?.name, a?.attributes.get('x'), a?.text, a?.source]).toEqual([
      'a',
      '1 & 2',
      'eins<drei>',
      'eins<b>zwei</b><![CDATA[<drei>]]><c/>',
    ]);
    expect(a?.children.map(({ name, text, source }) => [name, text, source])).toEqual([
      ['b', 'zwei', 'zwei'],
      ['c', '', ''],
    ]);
  });
});
