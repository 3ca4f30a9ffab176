import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../../test/harness/desk.ts';
import { sourcesParts } from '../../test/harness/sources-desk.ts';
import { places } from '../places/index.ts';
import { reviewAlerts } from './jobs.ts';
import { addChannel, addOutletWithChannel } from './register.ts';
import { sources } from './sources.ts';
import { channelById, channelsOf } from './store/channels.ts';
import { contactsOf } from './store/contacts.ts';
import { joiningsOf } from './store/joinings.ts';
import { outletById, outletsByIds } from './store/outlets.ts';

const test = testDatabase();
let now = new Date('2026-11-25T08:00:00Z');
const clock = () => now;
let desk: TestDesk;
let editor: Visitor;
let analyst: Visitor;

beforeAll(async () => {
  const parts = sourcesParts(test.db, clock);
  const gazetteer = places(parts);
  await gazetteer.seeds?.();
  desk = testDesk(test.db, [gazetteer, sources(parts)]);
  editor = await desk.person('editor');
  analyst = await desk.person('analyst');
});
afterEach(async () => {
  now = new Date('2026-11-25T08:00:00Z');
  await sql`truncate sources.outlet, sources.channel, sources.channel_day, sources.contact, sources.joining, sources.alert
    restart identity cascade`.execute(test.db);
});

const plain = (html: string) =>
  html
    .replace(/<title>.*?<\/title>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

type State = 'fresh' | 'silent' | 'gate' | 'down';
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

/** Registers an outlet whose channel is in a state. */
async function outlet(name: string, state: State | 'paused', more: { place?: string; host?: string } = {}) {
  const host = more.host ?? `${name.toLowerCase()}.example.vn`;
  const registered = await addOutletWithChannel(
    test.db,
    {
      name,
      class: 'official',
      origin: 'desk',
      place: more.place ? { code: more.place, validFrom: '2008-08-01' } : null,
    },
    { url: `https://${host}/${name.toLowerCase()}`, state: state === 'paused' ? 'paused' : 'active' },
  );
  if (state !== 'paused') await put(registered.channelId, state);
  return registered;
}

async function put(channelId: number, state: State) {
  const [outcome, failures, item] = {
    fresh: ['items', 0, ago(0.1)],
    silent: ['unchanged', 0, ago(12)],
    gate: ['gate', 4, ago(12)],
    down: ['timeout', 9, ago(1)],
  }[state] as [string, number, Date];
  await sql`update sources.channel set visited_at = ${now}, succeeded_at = ${ago(5)}, outcome = ${outcome},
    failures = ${failures}, failing_since = ${failures > 0 ? ago(2) : null}, item_at = ${item}, gap_seconds = 3600
    where id = ${channelId}`.execute(test.db);
}

describe('the overview', () => {
  it('says in words what needs a person, and leads to the outlets that it is about', async () => {
    await outlet('Alpha', 'silent');
    await outlet('Beta', 'gate');
    await outlet('Gamma', 'gate');
    await outlet('Delta', 'fresh');
    const { text } = await editor.get('/desk/sources');
    expect(plain(text)).toContain('1 outlet has fallen silent : Alpha');
    expect(plain(text)).toContain('2 outlets shut us out : Beta , Gamma');
    const listed = plain((await editor.get('/desk/sources/outlets?need=blocked')).text);
    expect(listed).toMatch(/2 rows.*Beta.*Gamma/);
    expect(listed).not.toMatch(/Alpha|Delta/);
  });

  it('shows each province by its best outlet, and turns a corner down for the others', async () => {
    await outlet('Hanoi', 'fresh', { place: '01' });
    await outlet('HanoiToo', 'gate', { place: '01' });
    await outlet('CaoBang', 'silent', { place: '04' });
    const { text } = await editor.get('/desk/sources');
    expect(text).toContain('<title>Hanoi: Fresh (News flows, but another outlet does not)</title>');
    expect(text).toContain('<title>Cao Bang: Silent</title>');
    expect(text).toContain('<title>Lai Chau: None yet</title>');
    expect(plain(text)).toMatch(/Hanoi Fresh 2\/2 0/);
  });

  it('has nothing to do for anybody when all is well', async () => {
    await outlet('Alpha', 'fresh');
    expect(plain((await editor.get('/desk/sources')).text)).toContain('Nothing needs you today');
  });
});

describe('many outlets at once', () => {
  it('are started and paused, picked or by what the list shows', async () => {
    const alpha = await outlet('Alpha', 'paused');
    const beta = await outlet('Beta', 'paused');
    const picked = await editor.post('/desk/sources/bulk', {
      step: 'active',
      outlet: `${alpha.outletId}`,
      of: '/desk/sources/outlets?class=official',
    });
    expect(picked.location).toBe('/desk/sources/outlets?class=official&done=sources.done.started');
    expect((await channelById(test.db, alpha.channelId))?.state).toBe('active');
    expect((await channelById(test.db, beta.channelId))?.state).toBe('paused');
    await editor.post('/desk/sources/bulk', { step: 'active', all: '1', of: '/desk/sources/outlets?q=beta' });
    expect((await channelById(test.db, beta.channelId))?.state).toBe('active');
    const nothing = await editor.post('/desk/sources/bulk', { step: 'paused', of: 'https://evil.example/' });
    expect(nothing.location).toBe('/desk/sources/outlets?done=sources.done.nothing');
  });

  it('are changed together, and each keeps what was left alone', async () => {
    const alpha = await outlet('Alpha', 'fresh', { place: '01' });
    const beta = await outlet('Beta', 'fresh', { place: '04' });
    const page = await editor.get(`/desk/sources/change?outlet=${alpha.outletId}&outlet=${beta.outletId}`);
    expect(plain(page.text)).toContain('Change 2 outlets');
    const form = {
      ids: `${alpha.outletId} ${beta.outletId}`,
      place: '=',
      organisation: '=',
      class: 'mission',
      rights: '=',
    };
    const wrong = await editor.post('/desk/sources/change', { ...form, rights: 'full' });
    expect(wrong.status).toBe(422);
    expect(plain(wrong.text)).toContain('Name the agreement');
    const none = await editor.post('/desk/sources/change', { ...form, class: '=' });
    expect(plain(none.text)).toContain('Nothing is to be changed');
    const right = { ...form, rights: 'excerpt', agreement: 'CV 7/2026', rightsUntil: '2026-12-10' };
    expect((await editor.post('/desk/sources/change', right)).status).toBe(303);
    const changed = await Promise.all([alpha, beta].map(({ outletId }) => outletById(test.db, outletId)));
    expect(changed).toMatchObject([
      { class: 'mission', rights: 'excerpt', agreement: 'CV 7/2026', place: { code: '01' } },
      { class: 'mission', rights: 'excerpt', rightsUntil: '2026-12-10', place: { code: '04' } },
    ]);
    expect(plain((await editor.get('/desk/sources')).text)).toContain(
      'The agreement with 2 outlets ends within 30 days',
    );
  });

  it('go by pages, however many they are', async () => {
    await sql`insert into sources.outlet (origin, class, name, name_key, search_key)
      select 'import', 'reference', 'Outlet ' || n, 'outlet ' || n, 'outlet ' || n from generate_series(1, 5000) n`.execute(
      test.db,
    );
    const { text } = await editor.get('/desk/sources/outlets?sort=-name&page=100');
    expect(plain(text)).toContain('5,000 rows');
    expect(text.match(/data-row/g)).toHaveLength(50);
    expect(plain(text)).toContain('Outlet 1 ');
  });
});

describe('alerts', () => {
  it('are told on the desk once, seen to by a person, and over by themselves', async () => {
    const { channelId, outletId } = await outlet('Alpha', 'gate');
    await reviewAlerts(test.db, now);
    expect(plain((await editor.get('/desk/sources/alerts')).text)).toContain('No alert waits');
    await reviewAlerts(test.db, new Date(now.getTime() + 30 * 60_000));
    await reviewAlerts(test.db, new Date(now.getTime() + 31 * 60_000));
    const { text } = await editor.get('/desk/sources/alerts');
    expect(plain(text)).toMatch(/1 row .*Alpha : is broken .*A check for browsers/);
    expect(text).toContain(`href="/desk/sources/outlets/${outletId}"`);
    expect(text).toMatch(/class="side-count">1</);
    const path = /\/desk\/sources\/alerts\/\d+\/seen/.exec(text)?.[0] ?? '';
    expect((await analyst.post(path)).status).toBe(403);
    await editor.post(path);
    const seen = (await editor.get('/desk/sources/alerts')).text;
    expect(plain(seen)).toMatch(/Being seen to.*Alpha.*editor \d/);
    expect(seen).not.toContain('side-count');
    await put(channelId, 'fresh');
    for (const minutes of [40, 170]) await reviewAlerts(test.db, new Date(now.getTime() + minutes * 60_000));
    expect(plain((await editor.get('/desk/sources/alerts')).text)).toMatch(/Over.*Alpha.*Recovered/);
  });

  it('are one for a host that several outlets live on', async () => {
    for (const name of ['Alpha', 'Beta', 'Gamma']) await outlet(name, 'down', { host: 'shared.example.vn' });
    for (const minutes of [0, 70]) await reviewAlerts(test.db, new Date(now.getTime() + minutes * 60_000));
    const text = plain((await editor.get('/desk/sources/alerts')).text);
    expect(text).toMatch(/1 row .*shared\.example\.vn : does not answer .*3 channels of 3 outlets/);
  });

  it('do not double when two processes look at once', async () => {
    await outlet('Alpha', 'silent');
    await reviewAlerts(test.db, now);
    const later = new Date(now.getTime() + 60 * 60_000);
    await Promise.all([1, 2, 3].map(() => reviewAlerts(test.db, later)));
    const { rows } = await sql<{ count: number }>`select count(*) as count from sources.alert`.execute(test.db);
    expect(rows[0]?.count).toBe(1);
  });
});

describe('contacts', () => {
  it('are seen by who may write sources, erased with one click, and leave no name in the audit trail', async () => {
    const { outletId } = await outlet('Alpha', 'fresh');
    const path = `/desk/sources/outlets/${outletId}/contacts`;
    const wrong = await editor.post(path, { name: '', email: 'nobody', phone: 'call me' });
    expect(wrong.status).toBe(422);
    expect(plain(wrong.text)).toMatch(/Enter the name.*no e-mail address.*digits and spaces/);
    expect((await analyst.get(path)).status).toBe(403);
    await editor.post(path, {
      name: 'Trần Thị Mây',
      role: 'Web office',
      email: 'may@example.vn',
      phone: '+84 24 1234',
    });
    const seen = (await editor.get('/desk/sources/contacts.csv')).text;
    expect(seen).toContain('Alpha,Trần Thị Mây,Web office,may@example.vn');
    expect((await editor.get('/desk/sources/export.csv')).text).not.toContain('Trần Thị Mây');
    expect((await analyst.get('/desk/sources/contacts.csv')).status).toBe(403);
    const [contact] = await contactsOf(test.db, [outletId]);
    await editor.post(`/desk/sources/contacts/${contact?.id}`, { name: 'Trần Thị Mưa' });
    expect(await contactsOf(test.db, [outletId])).toMatchObject([{ name: 'Trần Thị Mưa', email: null }]);
    await editor.post(`/desk/sources/contacts/${contact?.id}/erase`);
    expect(await contactsOf(test.db, [outletId])).toEqual([]);
    const { rows } = await sql<{ line: string }>`select action || detail::text as line from identity.audit
      where starts_with(action, 'source.contact')`.execute(test.db);
    expect(rows.map(({ line }) => line).join()).toMatch(/contact\.add.*contact\.export.*contact\.edit.*contact\.erase/);
    expect(rows.map(({ line }) => line).join()).not.toMatch(/Trần|may@/);
  });
});

describe('outlets that are one', () => {
  it('are found, seen side by side, joined, answered as one, and taken apart again', async () => {
    const alpha = await outlet('Alpha', 'fresh');
    const beta = await outlet('Beta', 'silent');
    await editor.post(`/desk/sources/outlets/${beta.outletId}/contacts`, { name: 'An' });
    const found = await editor.get(`/desk/sources/join?outlet=${alpha.outletId}&q=bet`);
    expect(found.text).toContain(`/desk/sources/join?outlet=${alpha.outletId}&amp;outlet=${beta.outletId}`);
    const preview = plain(
      (await editor.get(`/desk/sources/join?outlet=${alpha.outletId}&outlet=${beta.outletId}`)).text,
    );
    expect(preview).toMatch(/Alpha.*Beta.*What happens.*Items stay as they were stored/);
    const ids = `${alpha.outletId} ${beta.outletId}`;
    const joined = await editor.post('/desk/sources/join', { kind: 'outlet', ids, keep: `${alpha.outletId}` });
    expect(joined.location).toBe(`/desk/sources/outlets/${alpha.outletId}?done=sources.done.joined`);
    expect((await channelById(test.db, beta.channelId))?.outletId).toBe(alpha.outletId);
    expect((await channelById(test.db, alpha.channelId))?.formerOutletIds).toEqual([beta.outletId]);
    expect((await outletById(test.db, beta.outletId))?.name).toBe('Alpha');
    // Items lie under the old id: whoever asks for it is answered with what holds now.
    expect(await outletsByIds(test.db, [beta.outletId])).toMatchObject([{ id: beta.outletId, name: 'Alpha' }]);
    expect(plain((await editor.get('/desk/sources/outlets')).text)).toContain('1 row');
    expect(await contactsOf(test.db, [alpha.outletId])).toHaveLength(1);
    const [joining] = await joiningsOf(test.db, alpha.outletId);
    await editor.post(`/desk/sources/joinings/${joining?.id}/undo`);
    expect((await channelById(test.db, beta.channelId))?.outletId).toBe(beta.outletId);
    expect((await outletById(test.db, beta.outletId))?.name).toBe('Beta');
    expect(await contactsOf(test.db, [beta.outletId])).toHaveLength(1);
    expect(await joiningsOf(test.db, alpha.outletId)).toEqual([]);
  });

  it('are not taken apart while what was kept has itself been joined since', async () => {
    const [a, b, c] = [await outlet('Alpha', 'fresh'), await outlet('Beta', 'fresh'), await outlet('Gamma', 'fresh')];
    const join = (kept: number, gone: number) =>
      editor.post('/desk/sources/join', { kind: 'outlet', ids: `${kept} ${gone}`, keep: `${kept}` });
    await join(b.outletId, a.outletId);
    const [first] = await joiningsOf(test.db, b.outletId);
    await join(c.outletId, b.outletId);
    await editor.post(`/desk/sources/joinings/${first?.id}/undo`);
    expect((await outletById(test.db, a.outletId))?.name).toBe('Gamma');
    const [second] = await joiningsOf(test.db, c.outletId);
    await editor.post(`/desk/sources/joinings/${second?.id}/undo`);
    expect((await outletById(test.db, a.outletId))?.name).toBe('Beta');
    // A joining with itself, or with what is nowhere, changes nothing.
    expect((await join(c.outletId, c.outletId)).location).toContain('sources.done.nothing');
    expect((await join(c.outletId, 999_999)).location).toContain('sources.done.nothing');
  });
});

describe('channels that are one', () => {
  it('are joined within an outlet: one is fetched, the other remembered, and back again', async () => {
    const { outletId, channelId } = await outlet('Alpha', 'fresh');
    const other = await addChannel(test.db, outletId, { url: 'https://alpha.example.vn/rss-2' });
    const form = { kind: 'channel', ids: `${channelId} ${other.channelId}`, keep: `${channelId}` };
    expect(
      plain((await editor.get(`/desk/sources/join?channel=${channelId}&channel=${other.channelId}`)).text),
    ).toContain('Only the one that stays is fetched');
    await editor.post('/desk/sources/join', form);
    expect((await channelsOf(test.db, [outletId])).map(({ id }) => id)).toEqual([channelId]);
    expect((await channelById(test.db, channelId))?.formerIds).toEqual([other.channelId]);
    expect((await channelById(test.db, other.channelId))?.state).toBe('paused');
    expect((await addChannel(test.db, outletId, { url: 'https://alpha.example.vn/rss-2' })).added).toBe(false);
    const [joining] = await joiningsOf(test.db, outletId);
    await editor.post(`/desk/sources/joinings/${joining?.id}/undo`);
    expect(await channelById(test.db, other.channelId)).toMatchObject({ state: 'active', formerIds: [] });
  });

  it('take over the address that they moved to, unless another channel has it', async () => {
    const { outletId, channelId } = await outlet('Alpha', 'fresh');
    const move = (to: string) =>
      sql`update sources.channel set fetch_url = ${to} where id = ${channelId}`.execute(test.db);
    await move('https://new.example.vn/rss');
    await editor.post(`/desk/sources/channels/${channelId}/adopt`);
    expect(await channelById(test.db, channelId)).toMatchObject({
      url: 'https://new.example.vn/rss',
      host: 'new.example.vn',
    });
    const other = await addChannel(test.db, outletId, { url: 'https://third.example.vn/rss' });
    await move('https://third.example.vn/rss');
    const answer = await editor.post(`/desk/sources/channels/${channelId}/adopt`);
    expect(answer.location).toBe(`/desk/sources/join?channel=${other.channelId}&channel=${channelId}`);
  });

  it('are edited, and a language that is none is refused', async () => {
    const { channelId } = await outlet('Alpha', 'fresh');
    const path = `/desk/sources/channels/${channelId}/edit`;
    expect((await editor.post(path, { language: 'Vietnamese, I think' })).status).toBe(422);
    await editor.post(path, { title: 'Tin mới', language: 'VI', note: 'x' });
    expect(await channelById(test.db, channelId)).toMatchObject({ title: 'Tin mới', language: 'vi', note: 'x' });
  });
});
