import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { testIngest } from '../../../test/harness/ingest.ts';
import { addChannel, healthOf } from '../../sources/index.ts';
import { runDueChannels } from '../pass.ts';
import { failingHost } from '../store/hosts.ts';

const test = testDatabase();
const house = testIngest(test);
afterAll(() => house.close());

const atom = { 'content-type': 'application/xml' };

/** A feed of films as YouTube gives it. */
const films = (channel: string, ...keys: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
  <link rel="self" href="http://video.example/feeds/videos.xml?channel_id=${channel}"/>
  <id>yt:channel:${channel}</id><yt:channelId>${channel}</yt:channelId><title>Truyền hình thử</title>
  <author><name>Truyền hình thử</name><uri>https://video.example/channel/${channel}</uri></author>
  ${keys
    .map(
      (
        key,
      ) => `<entry><id>yt:video:${channel}${key}</id><yt:videoId>${channel}${key}</yt:videoId><yt:channelId>${channel}</yt:channelId>
    <title>Phóng sự ${key}: mùa lúa chín ở Mù Cang Chải</title><link rel="alternate" href="https://video.example/watch?v=${channel}${key}"/>
    <author><name>Truyền hình thử</name></author><published>2026-11-23T02:00:00+00:00</published><updated>2026-11-23T03:00:00+00:00</updated>
    <media:group><media:title>Phóng sự ${key}</media:title>
      <media:content url="https://video.example/v/${channel}${key}" type="application/x-shockwave-flash" width="640" height="390"/>
      <media:thumbnail url="https://anh.example/${channel}${key}/hq.jpg" width="480" height="360"/>
      <media:description>Ruộng bậc thang vào mùa.\nXem thêm ở kênh.</media:description></media:group></entry>`,
    )
    .join('')}</feed>`;

describe('a channel of films', () => {
  it('brings them with picture and words, and no page of theirs is read', async () => {
    const asked: string[] = [];
    const origin = await house.host((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, atom).end(films('UC1', 'a', 'b'));
    });
    const id = await house.register(`${origin}/feeds/videos.xml?channel_id=UC1`, 'feed');
    expect(await house.visit(id)).toMatchObject({ outcome: 'items', fresh: 2, pages: 0, format: 'atom 1.0' });
    const [row] = await house.rows(id);
    expect(row).toMatchObject({
      title: 'Phóng sự a: mùa lúa chín ở Mù Cang Chải',
      url: 'https://video.example/watch?v=UC1a',
      image: 'https://anh.example/UC1a/hq.jpg',
      authors: ['Truyền hình thử'],
      lang: 'vi',
      origin: 'channel',
      published: new Date('2026-11-23T02:00:00Z'),
    });
    expect(row?.text).toContain('Ruộng bậc thang vào mùa.');
    expect(asked).toHaveLength(1);
  });

  it.each([404, 500])('outlives a spell of %d of its host, which is taken for an outage', async (status) => {
    let spell = false;
    let asked = 0;
    const origin = await house.host((request, response) => {
      asked++;
      const name = new URL(request.url ?? '', 'http://x').searchParams.get('channel_id') ?? '';
      if (spell) response.writeHead(status).end();
      else response.writeHead(200, atom).end(films(name, 'a'));
    });
    const first = await house.register(`${origin}/feeds/videos.xml?channel_id=C0`, 'feed');
    const { outletId } = await house.channel(first);
    const ids = [first];
    for (let n = 1; n < 20; n++)
      ids.push((await addChannel(test.db, outletId, { url: `${origin}/feeds/videos.xml?channel_id=C${n}` })).channelId);
    await runDueChannels(house.deps());
    spell = true;
    asked = 0;
    house.wait(1_500);
    await runDueChannels(house.deps());
    expect(asked).toBeLessThan(10);
    expect(await failingHost(test.db, new URL(origin).host)).toBeDefined();
    const during = await Promise.all(ids.map((id) => house.channel(id)));
    expect(during.filter(({ failures }) => failures > 0).length).toBeLessThan(10);
    for (let hour = 0; hour < 12; hour++) {
      house.wait(60);
      await runDueChannels(house.deps());
    }
    const states = await Promise.all(ids.map((id) => house.channel(id)));
    expect(states.every(({ state }) => state === 'active')).toBe(true);
    spell = false;
    house.wait(1_500);
    await runDueChannels(house.deps());
    house.wait(1_500);
    await runDueChannels(house.deps());
    for (const id of ids) expect(await house.channel(id)).toMatchObject({ failures: 0, outcome: 'unchanged' });
  });

  it('that alone is gone is told so, while its neighbours bring their films', async () => {
    let gone = false;
    const origin = await house.host((request, response) => {
      if (gone && request.url?.endsWith('X0')) response.writeHead(404).end();
      else response.writeHead(200, atom).end(films(request.url?.slice(-2) ?? '', 'a'));
    });
    const first = await house.register(`${origin}/feeds/videos.xml?channel_id=X0`, 'feed');
    const { outletId } = await house.channel(first);
    for (let n = 1; n < 5; n++)
      await addChannel(test.db, outletId, { url: `${origin}/feeds/videos.xml?channel_id=X${n}` });
    await runDueChannels(house.deps());
    gone = true;
    for (let n = 0; n < 4; n++) {
      house.wait(1_500);
      await runDueChannels(house.deps());
    }
    expect(await failingHost(test.db, new URL(origin).host)).toBeUndefined();
    expect(healthOf(await house.channel(first), house.clock())).toBe('broken');
  });
});

describe('a podcast', () => {
  it('brings its episodes with notes and picture', async () => {
    const origin = await house.host((request, response) => {
      if (request.url?.startsWith('/tap')) response.writeHead(404).end();
      else
        response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(`<?xml version="1.0"?>
        <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/">
        <channel><title>Chuyện làng</title><language>vi-VN</language><itunes:author>Đài thử</itunes:author>
        <itunes:image href="https://anh.example/bia.jpg"/>
        <item><title>Tập 7: Người giữ chèo</title><guid isPermaLink="false">tap-7</guid><link>http://${request.headers.host}/tap/7</link>
        <pubDate>Sun, 22 Nov 2026 20:00:00 +0700</pubDate><itunes:duration>00:32:10</itunes:duration>
        <itunes:image href="https://anh.example/tap7.jpg"/><description>Một buổi tối ở chiếu chèo.</description>
        <content:encoded><![CDATA[<p>Một buổi tối ở chiếu chèo, nghe các cụ kể.</p>]]></content:encoded>
        <enclosure url="https://am-thanh.example/7.mp3" length="30880000" type="audio/mpeg"/></item></channel></rss>`);
    });
    const id = await house.register(`${origin}/podcast.xml`, 'feed');
    await house.visit(id);
    await runDueChannels(house.deps());
    const [row] = await house.rows(id);
    expect(row).toMatchObject({
      title: 'Tập 7: Người giữ chèo',
      image: 'https://anh.example/tap7.jpg',
      lang: 'vi',
      published: new Date('2026-11-22T13:00:00Z'),
    });
    expect(row?.text).toContain('Một buổi tối ở chiếu chèo');
  });
});
