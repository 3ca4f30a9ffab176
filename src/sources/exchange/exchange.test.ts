import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey, type Channel } from '../channel.ts';
import type { Outlet } from '../outlet.ts';
import { readCsv, writeCsv } from './csv.ts';
import { readOpml, writeOpml } from './opml.ts';
import { planImport, type Register } from './plan.ts';
import { ImportError, type Rows } from './row.ts';

const places = (code: string) => (code === '48' ? { code, validFrom: '2025-07-01' } : undefined);
const nobody: Register = { outlets: [], channels: new Map(), contacts: [] };
const defaults = { class: 'domestic-press', state: 'active', origin: 'import' } as const;
const plan = ({ rows, bad }: Rows, register = nobody) => planImport(rows, bad, register, defaults);

describe('readOpml', () => {
  it('reads outlines in folders, with class, language and home page', () => {
    const { rows, bad } = readOpml(`<?xml version="1.0"?><opml version="2.0"><body>
      <outline text="official"><outline text="Cổng A" title="Tin mới" xmlUrl="https://a.gov.vn/rss" htmlUrl="https://a.gov.vn/" language="vi"/></outline>
      <outline text="Báo B" xmlUrl="feed://b.vn/rss?x=1&amp;y=2" category="/mission/x"/></body></opml>`);
    expect(bad).toEqual([]);
    expect(
      rows.map(({ outlet, channel, line }) => [
        line,
        outlet.name,
        outlet.class,
        channel?.url.href,
        channel?.title,
        channel?.language,
      ]),
    ).toEqual([
      [2, 'Cổng A', 'official', 'https://a.gov.vn/rss', 'Tin mới', 'vi'],
      [3, 'Báo B', 'mission', 'https://b.vn/rss?x=1&y=2', undefined, undefined],
    ]);
  });

  it('reports each outline that it cannot take and keeps the others', () => {
    const { rows, bad } = readOpml(`<opml><body><outline text="không địa chỉ"/>
      <outline text="thư" xmlUrl="mailto:a@b.vn"/><outline text="mật" xmlUrl="https://u:p@c.vn/"/>
      <outline text="tốt" xmlUrl="https://d.vn/rss"></outline><outline text="cắt" xmlUrl="https://e.vn/rss"`);
    expect(rows.map((row) => row.outlet.name)).toEqual(['tốt']);
    expect(bad.map(({ fault }) => fault)).toEqual(['address-missing', 'address-scheme', 'address-credentials']);
  });

  it('says when there is no outline at all, and survives anything', () => {
    expect(() => readOpml('<html></html>')).toThrow(ImportError);
    const deep = `<opml>${'<outline text="x">'.repeat(50_000)}`;
    expect(readOpml(deep).cut).toBe(true);
    // An attribute may swallow the end of its tag, so that no outline is left; then that is said, and nothing else.
    const anything = fc.property(fc.string(), (text) => {
      try {
        readOpml(`<outline xmlUrl="${text}"><${text}`);
      } catch (error) {
        if (!(error instanceof ImportError)) throw error;
      }
    });
    expect(() => fc.assert(anything)).not.toThrow();
  });
});

describe('readCsv', () => {
  it('reads what spreadsheets write: BOM, semicolons, Vietnamese heads, quotes', () => {
    const { rows, bad } = readCsv(
      '\ufeffTên cơ quan;Địa chỉ;Loại;Mã địa danh\r\n"Cổng ""A""; mới";a.gov.vn/rss;official;48\r\n',
      places,
    );
    expect(bad).toEqual([]);
    expect(rows[0]).toMatchObject({
      outlet: { name: 'Cổng "A"; mới', class: 'official', place: { code: '48', validFrom: '2025-07-01' } },
    });
    expect(rows[0]?.channel?.url.href).toBe('https://a.gov.vn/rss');
  });

  it('reports each row that it cannot take, with its line and the wrong word', () => {
    const { rows, bad } = readCsv(
      'outlet,channel,class,place,rights_until\nA,https://a.vn/,,,\nB,không phải,,,\n,,,,\nC,https://c.vn/,tabloid,,\nD,https://d.vn/,,99,\nE,https://e.vn/,,,31.12.2026\nF,,official,,\n',
      places,
    );
    expect(rows.map((row) => row.outlet.name)).toEqual(['A', 'F']);
    expect(bad.map(({ line, fault, value }) => [line, fault, value])).toEqual([
      [3, 'address-unreadable', 'không phải'],
      [4, 'name-missing', ''],
      [5, 'class-unknown', 'tabloid'],
      [6, 'place-unknown', '99'],
      [7, 'day-unreadable', '31.12.2026'],
    ]);
  });

  it('says when there is no header', () => {
    expect(() => readCsv('https://a.vn/rss\nhttps://b.vn/rss', places)).toThrow(ImportError);
  });
});

describe('planImport', () => {
  const opml = (...outlines: [string, string][]) =>
    readOpml(`<opml>${outlines.map(([name, url]) => `<outline text="${name}" xmlUrl="${url}"/>`).join('')}</opml>`);

  it('joins channels of one domain in one outlet, but not those of shared hosts or of bare addresses', () => {
    expect(plan(opml(['Báo A', 'https://a.vn/1'], ['A thế giới', 'https://www.a.vn/2'])).outlets).toHaveLength(1);
    expect(
      plan(opml(['Kênh A', 'https://www.youtube.com/feeds/a'], ['Kênh B', 'https://www.youtube.com/feeds/b'])).outlets,
    ).toHaveLength(2);
    expect(plan(opml(['A', 'http://127.0.0.1:8/a'], ['B', 'http://127.0.0.1:8/b'])).outlets).toHaveLength(2);
  });

  it('adds to the outlet that is registered, and nothing twice', () => {
    const register: Register = {
      outlets: [{ id: 5, name: 'BÁO  a', domain: 'a.vn' }],
      channels: new Map([[addressKey(new URL('https://a.vn/1')), 5]]),
      contacts: [],
    };
    const planned = plan(
      opml(
        ['x', 'http://www.a.vn/1/'],
        ['Báo A', 'https://khac.vn/2'],
        ['y', 'https://a.vn/3'],
        ['z', 'https://a.vn/3'],
      ),
      register,
    );
    expect(planned.outlets).toEqual([]);
    expect(planned.channels.map(({ to, url }) => [to, url])).toEqual([
      [{ id: 5 }, 'https://khac.vn/2'],
      [{ id: 5 }, 'https://a.vn/3'],
    ]);
    expect(planned.lines.map((line) => line.result)).toEqual(['there', 'channel', 'channel', 'twice']);
  });
});

describe('what is written', () => {
  const outlet: Outlet = {
    id: 1,
    packId: null,
    origin: 'desk',
    class: 'official',
    name: '=HYPERLINK("x"), Cổng <A>',
    names: {},
    domain: 'a.gov.vn',
    home: 'https://a.gov.vn/',
    languages: ['vi'],
    country: 'VN',
    place: { code: '48', validFrom: '2025-07-01' },
    validFrom: null,
    validTo: null,
    rights: 'excerpt',
    agreement: 'CV 12, ngày 1',
    rightsFrom: null,
    rightsUntil: '2027-01-01',
    note: null,
    organisationId: null,
  };
  const channel = {
    outletId: 1,
    url: 'https://a.gov.vn/rss?a=1&b=2',
    kind: 'feed',
    settings: {},
    title: null,
    language: 'vi',
    state: 'paused',
  } as unknown as Channel;

  it('comes back the same from CSV, and runs no formula', () => {
    const text = writeCsv([outlet], [channel]);
    expect(text).not.toMatch(/(^|,|")=/m);
    const { rows, bad } = readCsv(text, places);
    expect(bad).toEqual([]);
    expect(rows[0]).toMatchObject({
      outlet: { class: 'official', rights: 'excerpt', agreement: 'CV 12, ngày 1', rightsUntil: '2027-01-01' },
      channel: { language: 'vi', state: 'paused' },
    });
    expect(rows[0]?.channel?.url.href).toBe(channel.url);
  });

  it('comes back the same from OPML', () => {
    const { rows } = readOpml(writeOpml([outlet], [channel], { title: 'Nguồn', now: new Date(0) }));
    expect(rows[0]).toMatchObject({ outlet: { name: outlet.name, class: 'official', home: outlet.home } });
    expect(rows[0]?.channel?.url.href).toBe(channel.url);
  });
});

describe('what people set for a channel', () => {
  const channel = {
    outletId: 1,
    url: 'https://a.gov.vn/tin',
    kind: 'listing',
    settings: { list: 'ul.tin > li', link: 'a' },
    title: null,
    language: 'vi',
    state: 'active',
  } as unknown as Channel;
  const outlet = { id: 1, name: 'Cổng A', class: 'official', home: null, place: null } as unknown as Outlet;

  it('goes out and comes back with its kind, in both formats', () => {
    const expected = { kind: 'listing', settings: channel.settings };
    expect(readCsv(writeCsv([outlet], [channel]), places).rows[0]?.channel).toMatchObject(expected);
    const opml = writeOpml([outlet], [channel], { title: 'Nguồn', now: new Date(0) });
    expect(readOpml(opml).rows[0]?.channel).toMatchObject(expected);
    const plan = planImport(readOpml(opml).rows, [], nobody, {
      class: 'official',
      state: 'paused',
      origin: 'import',
    });
    expect(plan.channels[0]).toMatchObject(expected);
  });

  it('is refused when it cannot be read, and a feed says nothing of it', () => {
    const text =
      'outlet,channel,kind,settings\nA,https://a.vn/1,tabloid,\nB,https://b.vn/2,listing,"[1]"\nC,https://c.vn/3,,';
    const { rows, bad } = readCsv(text, places);
    expect(bad.map(({ fault }) => fault)).toEqual(['kind-unknown', 'settings-unreadable']);
    expect(rows[0]?.channel).toMatchObject({ kind: undefined, settings: undefined });
  });
});
