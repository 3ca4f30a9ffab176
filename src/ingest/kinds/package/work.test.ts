import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/harness/database.ts';
import { dangers, testIngest } from '../../../../test/harness/ingest.ts';

const test = testDatabase();
const house = testIngest(test);
afterAll(() => house.close());

/** An address at which an agency leaves its document, with validators. */
async function agency(document: () => string, type: string) {
  const asked: (string | undefined)[] = [];
  const origin = await house.host((request, response) => {
    asked.push(request.headers['if-none-match']);
    const etag = `"${Buffer.from(document()).length}-${document().length}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { 'content-type': type, etag }).end(document());
  });
  return { url: `${origin}/goi`, asked };
}

const ninjs2 = (key: string, more: Record<string, unknown> = {}) => ({
  uri: `urn:newsml:thongtan.example:${key}`,
  type: 'text',
  version: '1',
  versioncreated: '2026-11-23T06:30:00+07:00',
  firstcreated: '2026-11-23T06:00:00+07:00',
  pubstatus: 'usable',
  language: 'vi',
  by: 'Nguyễn Thử',
  headlines: [
    { role: 'short', value: 'Ngắn' },
    { role: 'main', value: `Chợ nổi ${key} họp trở lại` },
  ],
  bodies: [
    { role: 'terminal', contenttype: 'text/plain', value: 'Bản chữ trơn' },
    { role: 'web', contenttype: 'text/html', value: `<p>Ghe thuyền ${key} về chợ từ sáng sớm.</p>` },
  ],
  subjects: [{ name: 'Văn hoá', uri: 'http://cv.iptc.org/newscodes/mediatopic/01000000' }],
  places: [{ name: 'Cần Thơ', geojson: { type: 'Point', coordinates: [105.78, 10.03] } }],
  associations: [
    {
      name: 'a1',
      type: 'picture',
      uri: 'urn:anh:1',
      descriptions: [{ value: 'Ghe chở dưa' }],
      renditions: [
        { name: 'hires', href: 'https://anh.example/lon.jpg', contenttype: 'image/jpeg', width: 6000, height: 4000 },
        { name: 'web', href: 'https://anh.example/vua.jpg', contenttype: 'image/jpeg', width: 1024, height: 683 },
      ],
    },
  ],
  ...more,
});

describe('ninjs at an address', () => {
  it('of version 1.x, 2.x and 3.x brings the same', async () => {
    const one = {
      uri: 'https://thongtan.example/tin/1',
      type: 'text',
      version: '1',
      versioncreated: '2026-11-23T06:30:00+07:00',
      pubstatus: 'usable',
      language: 'vi',
      byline: 'Nguyễn Thử',
      headline: 'Chợ nổi một họp trở lại',
      body_text: 'Bản chữ trơn',
      body_xhtml: '<p>Ghe thuyền một về chợ từ sáng sớm.</p>',
      subject: [{ name: 'Văn hoá', code: 'ct:01000000' }],
      associations: {
        mainpic: {
          type: 'picture',
          uri: 'urn:anh:1',
          renditions: { main: { href: 'https://anh.example/vua.jpg', mimetype: 'image/jpeg', width: 429 } },
        },
      },
    };
    const three = {
      standard: { name: 'ninjs', version: '3.0' },
      uri: 'urn:newsml:thongtan.example:ba',
      version: '1',
      versionCreated: '2026-11-23T06:30:00+07:00',
      pubStatus: 'usable',
      language: 'vi',
      by: 'Nguyễn Thử',
      headlines: [{ role: 'main', value: 'Chợ nổi ba họp trở lại' }],
      bodies: [
        {
          role: 'html5',
          contentType: 'text/html',
          value: '<html><head><title>Chợ</title></head><body><p>Ghe thuyền ba về chợ từ sáng sớm.</p></body></html>',
        },
      ],
      subjects: [{ name: 'Văn hoá', literal: '01000000' }],
      associations: [
        {
          type: 'picture',
          renditions: [{ href: 'https://anh.example/vua.jpg', contentType: 'image/jpeg', width: 1024 }],
        },
      ],
    };
    const { url } = await agency(() => JSON.stringify([one, ninjs2('hai'), three]), 'application/json');
    const id = await house.register(url, 'package');
    expect(await house.visit(id)).toMatchObject({
      outcome: 'items',
      fresh: 3,
      pages: 0,
      format: expect.stringMatching(/^ninjs/),
    });
    const rows = await house.rows(id);
    expect(rows.map(({ title }) => title).toSorted()).toEqual([
      'Chợ nổi ba họp trở lại',
      'Chợ nổi hai họp trở lại',
      'Chợ nổi một họp trở lại',
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({
        lang: 'vi',
        authors: ['Nguyễn Thử'],
        categories: ['Văn hoá'],
        image: 'https://anh.example/vua.jpg',
        origin: 'channel',
      });
      expect(row.text).toMatch(/^Ghe thuyền (một|hai|ba) về chợ từ sáng sớm\.$/);
      expect(row.published.getTime()).toBeLessThanOrEqual(Date.parse('2026-11-22T23:30:00Z'));
    }
  });

  it('supersedes by version, and is asked conditionally', async () => {
    let document = [ninjs2('a')];
    const { url, asked } = await agency(() => JSON.stringify({ _items: document }), 'application/json');
    const id = await house.register(url, 'package');
    await house.visit(id);
    house.wait(60);
    expect(await house.visit(id)).toMatchObject({ outcome: 'unchanged', status: 304 });
    document = [ninjs2('a', { version: '2', headlines: [{ value: 'Chợ nổi đông hơn' }] }), ninjs2('a')];
    house.wait(60);
    expect(await house.visit(id)).toMatchObject({ changed: 1, fresh: 0 });
    expect((await house.rows(id)).map(({ title, version }) => [title, version])).toEqual([
      ['Chợ nổi a họp trở lại', 1],
      ['Chợ nổi đông hơn', 2],
    ]);
    expect(asked[0]).toBeUndefined();
    expect(asked[1]).toBeTruthy();
  });

  it('takes back what is cancelled or withheld', async () => {
    let document: unknown[] = [ninjs2('huy'), ninjs2('hoan'), ninjs2('con')];
    const { url } = await agency(() => JSON.stringify(document), 'application/json');
    const id = await house.register(url, 'package');
    await house.visit(id);
    document = [
      ninjs2('huy', { version: '2', pubstatus: 'canceled' }),
      ninjs2('hoan', { version: '2', pubstatus: 'withheld' }),
      ninjs2('la', { pubstatus: 'canceled' }),
    ];
    house.wait(60);
    expect(await house.visit(id)).toMatchObject({ fresh: 0, changed: 2 });
    const taken = (await house.rows(id)).filter(({ withdrawn }) => withdrawn === 'channel');
    expect(taken.map(({ title, text }) => [title, text])).toEqual([
      ['Chợ nổi huy họp trở lại', ''],
      ['Chợ nổi hoan họp trở lại', ''],
    ]);
    document = [ninjs2('hoan', { version: '3' })];
    house.wait(60);
    await house.visit(id);
    expect((await house.rows(id)).at(-1)).toMatchObject({ version: 3, withdrawn: null });
  });

  it('keeps an embargo, and reads the document again when it has ended', async () => {
    const until = new Date(house.clock().getTime() + 30 * 60_000).toISOString();
    const { url } = await agency(
      () => JSON.stringify([ninjs2('nay'), ninjs2('mai', { embargoed: until })]),
      'application/json',
    );
    const id = await house.register(url, 'package');
    expect(await house.visit(id)).toMatchObject({ fresh: 1 });
    house.wait(10);
    expect(await house.visit(id)).toMatchObject({ outcome: 'unchanged' });
    house.wait(30);
    expect(await house.visit(id)).toMatchObject({ outcome: 'items', fresh: 1 });
  });

  it('that is something else, or cut, says so', async () => {
    for (const document of [
      '{"hello":"world"}',
      '[{"uri":"urn:1","headline":"Cắt',
      '',
      '<html><body>Trang chủ</body></html>',
    ]) {
      const { url } = await agency(() => document, 'application/json');
      const visit = await house.visit(await house.register(url, 'package'));
      expect([visit.outcome, visit.detail]).toEqual(['not-a-feed', expect.stringContaining('ninjs or NewsML-G2')]);
    }
  });
});

const newsItem = (
  key: string,
  {
    body = nitf(key),
    status = 'usable',
    version = 1,
    more = '',
  }: { body?: string; status?: string; version?: number; more?: string } = {},
) => `
  <newsItem guid="tag:thongtan.example,2026:${key}" version="${version}" standard="NewsML-G2" standardversion="2.34" xml:lang="vi">
    <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_30.xml"/>
    <rightsInfo><copyrightNotice>Hãng thử 2026</copyrightNotice></rightsInfo>
    <itemMeta><itemClass qcode="ninat:text"/><provider literal="thu"/>
      <versionCreated>2026-11-23T07:10:00+07:00</versionCreated><firstCreated>2026-11-23T07:00:00+07:00</firstCreated>
      <pubStatus qcode="stat:${status}"/>${more}</itemMeta>
    <contentMeta><located qcode="geo:HUE"><name>Huế</name></located><creator literal="x"><name>Trần Thử</name></creator>
      <language tag="vi"/><subject qcode="medtop:20000038"><name>nghệ thuật</name></subject><slugline>hue-${key}</slugline>
      <headline>Nhã nhạc &amp; ca Huế ${key}</headline><by>Bài: Trần Thử</by></contentMeta>
    <contentSet><inlineXML contenttype="application/nitf+xml">${body}</inlineXML>
      <remoteContent rendition="rnd:web" href="https://anh.example/${key}.jpg" contenttype="image/jpeg" width="800" height="600"/></contentSet>
  </newsItem>`;
const nitf = (
  key: string,
) => `<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Đầu đề</hl1></hedline></body.head>
  <body.content><p>Đêm nhạc ${key} bên sông Hương.</p><hl2>Khán giả</hl2><p>Người nghe đến từ <em>ba miền</em>.</p></body.content></body></nitf>`;
const message = (...items: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-11-23T00:00:00Z</sent></header><itemSet>${items.join('')}</itemSet></newsMessage>`;

describe('NewsML-G2 at an address', () => {
  it('brings the items of a message: NITF, XHTML, plain text, and their pictures', async () => {
    const xhtml =
      '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>Trong sân điện<br/>Thái Hoà</p></body></html>';
    const plainItem = newsItem('tron').replace(
      /<inlineXML[\s\S]*<\/inlineXML>/,
      '<inlineData contenttype="text/plain">Dòng một &amp; hai\n\nĐoạn hai</inlineData>',
    );
    const document = message(newsItem('nitf'), newsItem('xhtml', { body: xhtml }), plainItem);
    const { url } = await agency(() => document, 'application/vnd.iptc.g2.newsmessage+xml');
    const id = await house.register(url, 'package');
    expect(await house.visit(id)).toMatchObject({ outcome: 'items', fresh: 3, pages: 0, format: 'newsml 2.34' });
    const rows = new Map((await house.rows(id)).map((row) => [row.title.split(' ').at(-1), row]));
    expect(rows.get('nitf')).toMatchObject({
      title: 'Nhã nhạc & ca Huế nitf',
      lang: 'vi',
      authors: ['Bài: Trần Thử'],
      categories: ['nghệ thuật'],
      image: 'https://anh.example/nitf.jpg',
      text: 'Đêm nhạc nitf bên sông Hương.\nKhán giả\nNgười nghe đến từ ba miền.',
      published: new Date('2026-11-23T00:00:00Z'),
    });
    expect(rows.get('nitf')?.html).toContain('<h3>Khán giả</h3>');
    expect(rows.get('xhtml')?.text).toBe('Trong sân điện\nThái Hoà');
    expect(rows.get('tron')?.text).toBe('Dòng một & hai\nĐoạn hai');
  });

  it('supersedes by version, a package names what does not come along, and a cut message keeps what is whole', async () => {
    let document = message(newsItem('a'));
    const { url } = await agency(() => document, 'application/xml');
    const id = await house.register(url, 'package');
    await house.visit(id);
    const pack = `<packageItem guid="tag:goi" version="1"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta><groupSet root="g"><group id="g">
      <itemRef residref="tag:thongtan.example,2026:a"><headline>Đã có</headline></itemRef>
      <itemRef residref="tag:xa" href="https://thongtan.example/xa.html"><title>Tin ở nơi khác</title><description>Một câu</description></itemRef>
    </group></groupSet></packageItem>`;
    const whole = message(newsItem('a', { version: 2, body: nitf('a, bản hai') }), pack, newsItem('b'));
    document = whole.slice(0, whole.indexOf('<newsItem guid="tag:thongtan.example,2026:b"') + 60);
    house.wait(60);
    expect(await house.visit(id)).toMatchObject({ changed: 1, fresh: 1 });
    const titles = (await house.rows(id)).map(({ title, version }) => `${title} ${version}`);
    expect(titles).toEqual(expect.arrayContaining(['Nhã nhạc & ca Huế a 2', 'Tin ở nơi khác 1']));
  });

  it('takes back what is cancelled', async () => {
    let document = message(newsItem('a'), newsItem('b'));
    const { url } = await agency(() => document, 'application/xml');
    const id = await house.register(url, 'package');
    await house.visit(id);
    document = message(newsItem('a', { version: 2, status: 'canceled' }), newsItem('b'));
    house.wait(60);
    expect(await house.visit(id)).toMatchObject({ fresh: 0, changed: 1 });
    expect((await house.rows(id)).map(({ withdrawn }) => withdrawn)).toEqual([null, null, 'channel']);
  });

  it('keeps embargoes, and never brings a script along', async () => {
    const evil =
      '<html xmlns="http://www.w3.org/1999/xhtml"><body onload="x()"><p>Lời<script>alert(1)</script></p><img src="x" onerror="alert(1)"/></body></html>';
    const later = '<embargoed>2026-12-24T00:00:00Z</embargoed>';
    const { url } = await agency(
      () => message(newsItem('x', { body: evil }), newsItem('sau', { more: later })),
      'application/xml',
    );
    const id = await house.register(url, 'package');
    await house.visit(id);
    const rows = await house.rows(id);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).toContain('Lời');
    expect(dangers(rows[0]?.html)).toEqual([]);
  });
});
