/** Generated feeds of the kinds that portals really serve, and bombs, for tests and benchmarks. No real text. */

const syllables = (
  'Thủ tướng chủ trì hội nghị phát triển kinh tế biển tại tỉnh Khánh Hòa nhân dân địa phương văn hóa di sản quốc gia ' +
  'đối ngoại hợp tác song phương ký kết thỏa thuận giáo dục công nghệ nông nghiệp xuất khẩu gạo tăng trưởng bền vững'
).split(' ');

/** A sentence that depends on nothing but its seed. */
function words(seed: number, count: number): string {
  let state = (seed * 2_654_435_761) >>> 0;
  const chosen = Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return syllables[(state >>> 8) % syllables.length] ?? '';
  });
  return chosen.join(' ');
}

function day(n: number): Date {
  return new Date(Date.UTC(2026, 9, 1 + (n % 28), n % 24, (n * 7) % 60));
}

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** What a Vietnamese newspaper serves: 20 items, a picture and two sentences each, in CDATA. */
export function shortRss(seed: number): string {
  const items = range(20).map((n) => {
    const link = `https://bao.example.vn/tin-${seed}-${n}.html`;
    const picture = `<a href="${link}"><img src="https://i.example.vn/${seed}/${n}.jpg?w=1200&amp;h=0" ></a></br>`;
    return `<item><title>${words(seed * 31 + n, 12)}</title><description><![CDATA[${picture}${words(seed * 17 + n, 35)}.]]></description>
<pubDate>${day(n).toUTCString().replace('GMT', '+0700')}</pubDate><link>${link}</link><guid>${link}</guid>
<enclosure type="image/jpeg" length="1200" url="https://i.example.vn/${seed}/${n}.jpg"/></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>Tin mới nhất</title>
<description>Báo Ví dụ</description><image><url>https://bao.example.vn/logo.png</url><title>Tin mới nhất</title><link>https://bao.example.vn</link></image>
<pubDate>${day(seed).toUTCString()}</pubDate><generator>Ví dụ</generator><link>https://bao.example.vn/rss</link>
${items.join('\n')}</channel></rss>`;
}

/** What YouTube serves for a channel: 15 entries. */
export function youtubeAtom(seed: number): string {
  const entries = range(15).map((n) => {
    const id = `v${seed}x${n}abcdef`.slice(0, 11);
    return ` <entry>
  <id>yt:video:${id}</id>
  <yt:videoId>${id}</yt:videoId>
  <yt:channelId>UCexample${seed}</yt:channelId>
  <title>${words(seed + n, 12)}</title>
  <link rel="alternate" href="https://www.youtube.com/watch?v=${id}"/>
  <author>
   <name>Kênh ví dụ</name>
   <uri>https://www.youtube.com/channel/UCexample${seed}</uri>
  </author>
  <published>${day(n).toISOString().replace('.000Z', '+00:00')}</published>
  <updated>${day(n + 1)
    .toISOString()
    .replace('.000Z', '+00:00')}</updated>
  <media:group>
   <media:title>${words(seed + n, 12)}</media:title>
   <media:content url="https://www.youtube.com/v/${id}?version=3" type="application/x-shockwave-flash" width="640" height="390"/>
   <media:thumbnail url="https://i1.ytimg.com/vi/${id}/hqdefault.jpg" width="480" height="360"/>
   <media:description>${words(seed + n, 60)}

▶ https://www.youtube.com/@vidu
#vidu</media:description>
   <media:community>
    <media:starRating count="${n * 13}" average="5.00" min="1" max="5"/>
    <media:statistics views="${n * 1_013}"/>
   </media:community>
  </media:group>
 </entry>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=UCexample${seed}"/>
 <id>yt:channel:example${seed}</id>
 <yt:channelId>example${seed}</yt:channelId>
 <title>Kênh ví dụ</title>
 <link rel="alternate" href="https://www.youtube.com/channel/UCexample${seed}"/>
 <author>
  <name>Kênh ví dụ</name>
  <uri>https://www.youtube.com/channel/UCexample${seed}</uri>
 </author>
 <published>2015-05-01T00:00:00+00:00</published>
${entries.join('\n')}
</feed>`;
}

/** What WordPress serves: 10 items with their whole text. */
export function fullRss(seed: number): string {
  const items = range(10).map((n) => {
    const paragraphs = range(12).map(
      (p) => `<p>${words(seed + n * 12 + p, 70)} <a href="/the/${p}">${words(p, 3)}</a>.</p>`,
    );
    return `<item><title>${words(seed * 7 + n, 10)}</title><link>https://so.example.vn/?p=${n}</link>
<dc:creator><![CDATA[Nguyễn Văn A]]></dc:creator><pubDate>${day(n).toUTCString()}</pubDate><category><![CDATA[Du lịch]]></category>
<guid isPermaLink="false">https://so.example.vn/?p=${n}</guid><description><![CDATA[<p>${words(n, 50)} [&#8230;]</p>]]></description>
<content:encoded><![CDATA[${paragraphs.join('\n')}]]></content:encoded></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Sở Du lịch</title><link>https://so.example.vn</link>
<language>vi</language>${items.join('\n')}</channel></rss>`;
}

function filled(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length));
}

const rss = (inner: string): string => `<rss version="2.0"><channel><title>t</title>${inner}</channel></rss>`;

/** Documents of about `length` characters that are made to cost more than they are long. */
export const bombs: Readonly<Record<string, (length: number) => string>> = {
  depth: (length) => filled('<a>', length),
  'depth in an item': (length) => rss(`<item><title>x</title>${filled('<author>', length)}</item>`),
  'depth of items': (length) => rss(filled('<item>', length)),
  'depth in HTML': (length) => rss(`<item><description><![CDATA[${filled('<b>', length)}]]></description></item>`),
  'depth in XHTML': (length) => rss(`<item><description>${filled('<div>', length)}</description></item>`),
  'closing tags': (length) => rss(`<item><description><![CDATA[${filled('<div></p>', length)}]]></description></item>`),
  attributes: (length) => rss(`<item><enclosure ${filled('a="b" ', length)}/></item>`),
  'one attribute': (length) => rss(`<item><enclosure url="${filled('x', length)}"/></item>`),
  namespaces: (length) => rss(filled('<item xmlns:a="b"/>', length)),
  entities: (length) =>
    `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(900)}"><!ENTITY b "&a;&a;&a;">]>${rss(`<item><title>${filled('&a;&b;', length)}</title></item>`)}`,
  'bare ampersands': (length) => rss(`<item><title>${filled('&', length)}</title></item>`),
  'named entities': (length) => rss(`<item><title>${filled('&eacute;', length)}</title></item>`),
  'open comments': (length) => rss(filled('<!--', length)),
  'open sections': (length) => rss(filled('<item><![CDATA[', length)),
  'open instructions': (length) => rss(filled('<?a>', length)),
  'open quotes': (length) => rss(filled(`<a b="<c d='`, length)),
  'open quotes in HTML': (length) =>
    rss(`<item><description><![CDATA[${filled('<a href="x>', length)}]]></description></item>`),
  'text before elements': (length) => rss(filled('<item><title>&lt;<b/></title></item>', length)),
  'divs in XHTML': (length) =>
    rss(`<item><content type="xhtml"><div>${filled('<div/></div>', length)}</content></item>`),
  'less-than signs': (length) => rss(`<item><title>${filled('<', length)}</title></item>`),
  doctypes: (length) => filled('<!DOCTYPE a [', length),
  'long date': (length) => rss(`<item><pubDate>${filled('1 ', length)}</pubDate></item>`),
  style: (length) => rss(`<item><description>&lt;p style="${filled("a:'b ", length)}"&gt;x</description></item>`),
};
