import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import type { Visitor } from '../../test/harness/desk.ts';
import { testIngest } from '../../test/harness/ingest.ts';
import { sourcesDesk } from '../../test/harness/sources-desk.ts';
import { addChannel } from '../sources/index.ts';

const test = testDatabase();
const house = testIngest(test);
let editor: Visitor;
beforeAll(async () => {
  editor = await (await sourcesDesk(test.db, house)).person('editor');
});
afterAll(() => house.close());

type Entry = { id?: string; title: string; text?: string; at?: string };

/** An outlet with two channels that say what is given; their entries have no address. */
async function twoChannels(said: { kept: Entry[]; gone: Entry[] }) {
  const origin = await house.host((request, response) => {
    const items = (request.url === '/gone' ? said.gone : said.kept).map(
      ({ id, title, text = 'Ngắn gọn.', at = '2026-11-22T08:00:00Z' }) =>
        `<item>${id === undefined ? '' : `<guid isPermaLink="false">${id}</guid>`}<title>${title}</title><pubDate>${new Date(at).toUTCString()}</pubDate><description>${text}</description></item>`,
    );
    response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end(`<rss version="2.0"><channel><title>T</title><language>vi</language>${items.join('')}</channel></rss>`);
  });
  const kept = await house.register(`${origin}/kept`, 'feed');
  const { outletId } = await house.channel(kept);
  const gone = (await addChannel(test.db, outletId, { url: `${origin}/gone` })).channelId;
  const join = () => editor.post('/desk/sources/join', { kind: 'channel', ids: `${kept} ${gone}`, keep: `${kept}` });
  const stored = async () =>
    [...(await house.rows(kept)), ...(await house.rows(gone))].map(({ title }) => title).toSorted();
  return { kept, gone, join, stored, said };
}

describe('channels that were joined', () => {
  it('do not store again what the one that is gone had by its id alone, and changes of it are states', async () => {
    const entry = { id: '77', title: 'Hội đua ghe ngo mở', text: 'Bờ sông đông kín người.' };
    const { kept, gone, join, stored, said } = await twoChannels({ kept: [], gone: [entry] });
    await house.visit(gone);
    await join();
    said.kept = [entry, { id: '78', title: 'Ghe đầu tiên về đích', at: '2026-11-23T07:00:00Z' }];
    expect(await house.visit(kept)).toMatchObject({ fresh: 1, changed: 0 });
    expect(await stored()).toEqual(['Ghe đầu tiên về đích', 'Hội đua ghe ngo mở']);
    said.kept[0] = { ...entry, text: 'Bờ sông đông kín người từ sáng sớm.' };
    expect(await house.visit(kept)).toMatchObject({ fresh: 0, changed: 1 });
    expect(await stored()).toHaveLength(3);
    expect(await house.visit(kept)).toMatchObject({ fresh: 0, changed: 0 });
  });

  it('nor what had no id either', async () => {
    const entry = { title: 'Chợ phiên họp sớm' };
    const { kept, gone, join, stored, said } = await twoChannels({ kept: [], gone: [entry] });
    await house.visit(gone);
    await join();
    said.kept = [entry];
    expect(await house.visit(kept)).toMatchObject({ fresh: 0 });
    expect(await stored()).toEqual(['Chợ phiên họp sớm']);
  });

  it('but tell apart what only bears the same number', async () => {
    const old = { id: '1', title: 'Mùa cá linh non đầu nguồn', text: 'Cá về.', at: '2026-09-01T08:00:00Z' };
    const { kept, gone, join, stored, said } = await twoChannels({ kept: [], gone: [old] });
    await house.visit(gone);
    await join();
    said.kept = [{ id: '1', title: 'Triển lãm gốm Bàu Trúc mở cửa', text: 'Gốm đỏ.', at: '2026-11-23T07:00:00Z' }];
    expect(await house.visit(kept)).toMatchObject({ fresh: 1, changed: 0 });
    expect(await stored()).toEqual(['Mùa cá linh non đầu nguồn', 'Triển lãm gốm Bàu Trúc mở cửa']);
    expect(await house.visit(kept)).toMatchObject({ fresh: 0, changed: 0 });
  });
});
