import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../../../test/harness/desk.ts';
import { publicUrl, sourcesParts } from '../../../test/harness/sources-desk.ts';
import { clientAddressHeader } from '../../platform/index.ts';
import type { Change } from '../alert.ts';
import { addOutletWithChannel } from '../register.ts';
import { sources } from '../sources.ts';
import { alertsSince, changeAlerts } from '../store/alerts.ts';

const test = testDatabase();
let now = new Date('2026-11-25T08:00:00Z');
let desk: TestDesk;
let editor: Visitor;
let provincial: Visitor;
let address = '';
let loud = 0;
let quiet = 0;

beforeAll(async () => {
  desk = testDesk(test.db, [sources(sourcesParts(test.db, () => now))], { publicUrl });
  editor = await desk.person('editor');
  provincial = await desk.person('analyst', 'province');
  const organisationId = await desk.organisation('province');
  const register = async (name: string, more: object = {}) => {
    const outlet = { name, class: 'official', origin: 'desk', ...more } as const;
    return (await addOutletWithChannel(test.db, outlet, { url: `https://${name.length}.example.vn/rss` })).outletId;
  };
  loud = await register('Báo <Bản> & Làng');
  quiet = await register('Cổng tỉnh', { organisationId });
});
beforeEach(() => {
  now = new Date(now.getTime() + 3_600_000);
});

const write = (...changes: Change[]) => test.db.transaction().execute((trx) => changeAlerts(trx, changes, now));
const open = async (outletId: number) => {
  await write({ change: 'notice', subject: { outletId, host: null }, kind: 'silent', outcome: null });
  const id = await idOf(outletId);
  await write({ change: 'open', id });
  return id;
};
const idOf = async (outletId: number) =>
  (await alertsSince(test.db, now)).find((alert) => alert.outletId === outletId)?.id ?? 0;

/** The address that a page shows once. */
const made = (text: string) => /\/api\/alerts\/csfeed_[\w-]{43}/.exec(text)?.[0] ?? '';
let callers = 0;
const ask = (path: string, headers: Record<string, string> = {}) =>
  desk.app.request(publicUrl + path, { headers: { [clientAddressHeader]: `10.9.0.${callers++ % 250}`, ...headers } });
const read = async (path: string) => {
  const text = await (await ask(path)).text();
  return {
    text,
    titles: [...text.matchAll(/<entry>.*?<title>(.*?)<\/title>/g)].map(([, title]) => title),
    ids: [...text.matchAll(/<entry><id>(.*?)<\/id>/g)].map(([, id]) => id),
  };
};

describe('the private feed of alerts', () => {
  it('is made on the desk, its address shown once and never kept', async () => {
    const page = await editor.post('/desk/sources/alerts/feed', { scope: 'all' });
    address = made(page.text);
    expect(address).not.toBe('');
    const token = address.split('/').at(-1) ?? '';
    expect((await editor.get('/desk/sources/alerts/feed')).text).not.toContain(token);
    const answer = await ask(address);
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(answer.headers.get('cache-control')).toContain('private');
    expect(await answer.text()).not.toContain(token);
  });

  it('tells of an outlet that fell silent, that it got worse, that it recovered, and that it is back, each as a new entry', async () => {
    const id = await open(loud);
    const first = await read(address);
    expect(first.titles).toEqual(['Báo &lt;Bản&gt; &amp; Làng: fell silent']);
    expect(first.text).toContain(`href="${publicUrl}/desk/sources/outlets/${loud}"`);
    now = new Date(now.getTime() + 3_600_000);
    await write({ change: 'turn', id, kind: 'broken', outcome: 'gone', worse: true });
    const worse = await read(address);
    expect(worse.titles).toEqual(['Báo &lt;Bản&gt; &amp; Làng: is broken']);
    expect(worse.text).toContain('The channel was closed for good (410).');
    now = new Date(now.getTime() + 3_600_000);
    await write({ change: 'resolve', id, resolution: 'recovered' });
    const over = await read(address);
    expect(over.titles[0]).toBe('Báo &lt;Bản&gt; &amp; Làng: Recovered');
    expect(over.ids[1]).toBe(worse.ids[0]);
    now = new Date(now.getTime() + 3_600_000);
    await write({ change: 'again', id });
    const again = await read(address);
    expect(again.titles).toEqual(['Báo &lt;Bản&gt; &amp; Làng: is broken']);
    expect(new Set([first.ids[0], worse.ids[0], over.ids[0], again.ids[0]]).size).toBe(4);
  });

  it('is answered 304 while nothing is new', async () => {
    const etag = (await ask(address)).headers.get('etag') ?? '';
    expect((await ask(address, { 'if-none-match': etag })).status).toBe(304);
    await open(quiet);
    expect((await ask(address, { 'if-none-match': etag })).status).toBe(200);
  });

  it('tells a person only of the outlets that their organisation answers for, when that was chosen, in their language', async () => {
    provincial.cookies.set('lang', 'vi');
    const own = made((await provincial.post('/desk/sources/alerts/feed', { scope: 'own' })).text);
    expect((await read(own)).titles).toEqual(['Cổng tỉnh: đã im lặng']);
    expect((await read(address)).titles).toHaveLength(2);
  });

  it('answers every wrong address alike, an old one and an ended one too', async () => {
    const old = address;
    address = made((await editor.post('/desk/sources/alerts/feed', { scope: 'all' })).text);
    expect((await ask(address)).status).toBe(200);
    const ended = made((await provincial.post('/desk/sources/alerts/feed', {})).text);
    await provincial.post('/desk/sources/alerts/feed/end');
    const shapes = await Promise.all(
      [old, ended, '/api/alerts/x', `/api/alerts/csfeed_${'A'.repeat(43)}`, `/api/alerts/${'%00'.repeat(60)}`].map(
        async (path) => {
          const answer = await ask(path);
          return [answer.status, await answer.text(), answer.headers.get('content-type')].join(' ');
        },
      ),
    );
    expect(new Set(shapes)).toEqual(new Set(['404 There is nothing at this address. text/plain; charset=UTF-8']));
  });

  it('ends with its person', async () => {
    const leaving = await desk.person('translator');
    const theirs = made((await leaving.post('/desk/sources/alerts/feed', { scope: 'all' })).text);
    expect((await ask(theirs)).status).toBe(200);
    const owner = await desk.firstOwner();
    const people = (await owner.get('/desk/people')).text;
    const id = new RegExp(`/desk/people/([^"/]+)"[^>]*>(?:(?!/desk/people/).)*?${leaving.email}`, 's').exec(
      people,
    )?.[1];
    await owner.post(`/desk/people/${id}/deactivate`);
    expect((await ask(theirs)).status).toBe(404);
  });

  it('is bounded for one caller', async () => {
    const from = { [clientAddressHeader]: '10.9.1.1' };
    const answers = [];
    for (let n = 0; n < 62; n++)
      answers.push(await desk.app.request(`${publicUrl}/api/alerts/guess-${n}`, { headers: from }));
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(60);
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(address)).status).toBe(200);
  });
});
