import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../../test/harness/desk.ts';
import { packageRoot } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { openMatchers } from './agenda.ts';
import { agendaDesk } from './desk.tsx';
import { registerDays } from './pack.ts';
import { listEvents, listSeries } from './store/events.ts';
import { hangOn, linksOfSubject } from './store/links.ts';
import { unfoldAll } from './unfold.ts';

const database = testDatabase();
const now = new Date('2026-11-25T03:00:00Z');
const house = { clock: () => now, zone: 'Asia/Ho_Chi_Minh', langs: ['vi', 'en'] };
const where = { country: 'VN', zone: house.zone, langs: house.langs, today: '2026-11-25', now };
let desk: TestDesk;
let editor: Visitor;

beforeAll(async () => {
  desk = testDesk(database.db, [
    { name: 'agenda', routes: (app) => agendaDesk(app, { ...house, db: database.db }), desk: [] },
  ]);
  editor = await desk.person('editor');
});

const summit = {
  'name.vi': 'Hội nghị Sông Lục',
  'name.en': 'Green River Summit',
  kind: 'summit',
  firstDay: '2026-11-28',
  lastDay: '2026-11-29',
  weight: '3',
  aliases: 'en: GRS-2026',
};
const idIn = (location: string | null) => Number(/agenda\/(\d+)/.exec(location ?? '')?.[1]);
const add = async (given: Record<string, string> = {}) =>
  idIn((await editor.post('/desk/agenda/new', { ...summit, ...given })).location);

describe('the agenda', () => {
  test('says what to do while it is empty', async () => {
    const { text } = await editor.get('/desk/agenda');
    expect(text).toContain('No event');
    expect(text).toContain('href="/desk/agenda/new"');
  });

  test('takes an event, shows how far away it is and who is silent, and keeps what was typed when something is wrong', async () => {
    const wrong = await editor.post('/desk/agenda/new', { ...summit, lastDay: '2026-11-01', aliases: 'GRS' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('The last day lies before the first.');
    expect(wrong.text).toContain('Write each line as a language code');
    expect(wrong.text).toContain('value="Green River Summit"');

    const id = await add();
    const { text } = await editor.get('/desk/agenda');
    expect(text).toContain('Green River Summit');
    expect(text).toContain('in 3 days');
    expect(text).toContain('Nothing in English from an official outlet');
    expect((await editor.get(`/desk/agenda/${id}`)).text).toContain('Nothing in Vietnamese from a mission abroad');
    expect((await editor.get('/desk/agenda?q=song+luc')).text).toContain('Green River Summit');
    expect((await editor.get('/desk/agenda?q=elsewhere')).text).not.toContain('<td>Green River Summit');
    expect((await editor.get('/desk/agenda?view=coverage&told=en')).text).toContain('class="hole"');
  });

  test('is changed and called off; what is called off has no holes', async () => {
    const id = await add({ 'name.en': 'Amber Lake Forum' });
    await editor.post(`/desk/agenda/${id}/edit`, {
      ...summit,
      'name.en': 'Amber Lake Dialogue',
      venue: 'Hall <b>A</b>',
    });
    await editor.post(`/desk/agenda/${id}/state`, { state: 'off' });
    const { text } = await editor.get(`/desk/agenda/${id}`);
    expect(text).toContain('Amber Lake Dialogue');
    expect(text).toContain('Hall &lt;b&gt;A&lt;/b&gt;');
    expect(text).toContain('Called off');
    expect(text).toContain('nothing is missing');
  });

  test('does not know what is not there', async () => {
    expect((await editor.get('/desk/agenda/999999')).status).toBe(404);
    expect((await editor.post('/desk/agenda/999999/edit', summit)).status).toBe(404);
  });
});

describe('coverage', () => {
  test('comes from what hangs on the event, each thing once, and holds against evidence when a person judged', async () => {
    const id = await add({ 'name.en': 'Coral Bay Games', 'name.vi': 'Đại hội Vịnh San Hô', kind: 'contest' });
    const matchers = openMatchers(database.db);
    const told = [{ title: 'Coral Bay Games open', text: '', day: '2026-11-28' }];
    const subject = { subject: 'story:7', title: 'Games <i>open</i>', lang: 'en', path: '/desk/stories/7', at: now };
    const thing = (name: string, lang: string, voice: 'official' | 'foreign-press') => ({
      thing: name,
      lang,
      class: voice,
      at: now,
    });
    const hang = async () => {
      const matches = (await matchers({ from: '2026-11-28', to: '2026-11-28' }))(told);
      const published = [thing('item:1', 'en', 'official'), thing('item:2', 'en', 'foreign-press')];
      await database.db.transaction().execute((trx) => hangOn(trx, subject, matches, published, now));
    };
    await hang();
    await hang();
    const page = async () => (await editor.get(`/desk/agenda/${id}`)).text;
    expect(await page()).toContain('“Coral Bay Games” in 1 title of 1');
    expect(await page()).toContain('Games &lt;i&gt;open&lt;/i&gt;');
    expect(await page()).not.toContain('Nothing in English from an official outlet');
    expect(await page()).toContain('Nothing in English from the domestic press');

    await editor.post(`/desk/agenda/${id}/links`, { subject: 'story:7', judged: 'no' });
    await hang();
    expect(await page()).toContain('1 that does not belong here');
    expect(await page()).toContain('Nothing in English from an official outlet');
    const [link] = (await linksOfSubject(database.db, 'story:7')).filter(({ eventId }) => eventId === id);
    expect(link).toMatchObject({ judged: 'no', mentions: 0 });

    await editor.post(`/desk/agenda/${id}/links`, { subject: 'story:7', judged: 'yes' });
    await hang();
    expect(await page()).not.toContain('Nothing in English from an official outlet');
  });
});

describe('a hole', () => {
  test('is given to an organisation, once, which takes it, ends it, and nobody else may', async () => {
    const id = await add({ 'name.en': 'Pine Hill Festival' });
    const province = await desk.person('contributor', 'province');
    const mission = await desk.person('contributor', 'mission');
    const page = (await editor.get(`/desk/agenda/${id}`)).text;
    const organisation = /<option value="([^"]+)">The province</.exec(page)?.[1] ?? '';
    const asked = { hole: 'en official', organisation, due: '2026-11-27', ask: 'Two paragraphs and a picture' };
    expect((await editor.post(`/desk/agenda/${id}/assignments`, asked)).status).toBe(303);
    const again = await editor.post(`/desk/agenda/${id}/assignments`, asked);
    expect(again.status).toBe(422);
    expect(again.text).toContain('asked for this already');
    expect((await editor.post(`/desk/agenda/${id}/assignments`, { hole: '', organisation: 'nobody' })).status).toBe(
      422,
    );

    const mine = (await province.get('/desk/agenda/assignments')).text;
    expect(mine).toContain('Two paragraphs and a picture');
    expect((await mission.get('/desk/agenda/assignments')).text).not.toContain('Two paragraphs');
    const assignment = /assignments\/(\d+)"/.exec(mine)?.[1];
    await mission.post(`/desk/agenda/assignments/${assignment}`, { state: 'declined' });
    expect((await province.get('/desk/agenda/assignments')).text).toContain('>Open<');
    await province.post(`/desk/agenda/assignments/${assignment}`, { state: 'taken', answer: 'Tomorrow' });
    await province.post(`/desk/agenda/assignments/${assignment}`, { state: 'done' });
    const done = (await editor.get(`/desk/agenda/${id}`)).text;
    expect(done).toContain('>Done<');
    expect(done).toContain('Tomorrow');
    expect((await editor.post(`/desk/agenda/${id}/assignments`, asked)).status).toBe(303);
  });
});

describe('lists of events', () => {
  const calendar = (summary: string, day: string) =>
    `BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:river@example\nSUMMARY:${summary}\nDTSTART;VALUE=DATE:${day}\nEND:VEVENT\nEND:VCALENDAR`;
  const bring = async (text: string, step = 'import') =>
    (await editor.post('/desk/agenda/import', { text, lang: 'en', step })).text;
  const named = async (words: string) => await listEvents(database.db, { words }, { limit: 10 });

  test('are previewed, imported, brought up to date, and never doubled; what a person changed stays', async () => {
    expect(await bring(calendar('River Parade', '20261206'), 'preview')).toContain('Nothing is stored yet');
    expect(await named('river parade')).toEqual([]);
    expect(await bring(calendar('River Parade', '20261206'))).toContain('1 new');
    expect(await bring(calendar('River Parade', '20261206'))).toContain('Known already');
    expect(await bring(calendar('River Parade', '20261207'))).toContain('1 changed');
    const [event] = await named('river parade');
    expect(event).toMatchObject({ firstDay: '2026-12-07', origin: 'import' });
    await editor.post(`/desk/agenda/${event?.id}/edit`, {
      ...summit,
      'name.en': 'River Parade',
      firstDay: '2026-12-08',
      lastDay: '',
    });
    expect(await bring(calendar('River Parade', '20261209'))).toContain('Kept as a person changed it here');
    expect(await named('river parade')).toMatchObject([{ firstDay: '2026-12-08' }]);
  });

  test('say line by line what cannot be taken, and what is no list', async () => {
    const text = await bring('name_en,first_day\nLantern Night,2026-12-24\nBroken,tomorrow\nLantern Night,2026-12-24');
    expect(text).toContain('1 new');
    expect(text).toContain('1 refused');
    expect(text).toContain('Write the day as year-month-day');
    expect(text).toContain('Stands twice in the list');
    expect(await bring('')).toContain('Choose a file or paste a list.');
    expect(await bring('x,y\n1,2')).toContain('The first line must name the columns');
  });
});

describe('days that come back', () => {
  test('are on the agenda from the country pack, once, however often it starts', async () => {
    const pack = openPack(join(packageRoot, 'country', 'vn'));
    for (let start = 0; start < 2; start++) await registerDays(database.db, pack, where);
    const kings = (await listEvents(database.db, { words: 'hung kings' }, { limit: 10 })).map(
      ({ firstDay }) => firstDay,
    );
    expect(kings).toEqual(['2027-04-16']);
    expect(await listSeries(database.db)).toHaveLength(6);
  });

  test('are made further on as time goes by, and follow a changed series unless a person changed them', async () => {
    const id = await add({ 'name.en': 'Harvest Market', firstDay: '2026-12-01', lastDay: '', rule: 'FREQ=MONTHLY' });
    const markets = () => listEvents(database.db, { words: 'harvest market' }, { limit: 50 });
    const before = await markets();
    expect(before.map(({ firstDay }) => firstDay).slice(0, 2)).toEqual(['2026-12-01', '2027-01-01']);
    await unfoldAll(database.db, '2027-02-25', now);
    expect((await markets()).length).toBe(before.length + 3);

    await editor.post(`/desk/agenda/${before[1]?.id}/edit`, {
      ...summit,
      'name.en': 'Harvest Market',
      firstDay: '2027-01-09',
      lastDay: '',
    });
    await editor.post(`/desk/agenda/${id}/edit`, {
      ...summit,
      'name.en': 'Harvest Market',
      firstDay: '2026-12-05',
      lastDay: '',
      rule: 'FREQ=MONTHLY',
    });
    const days = (await markets()).map(({ firstDay }) => firstDay);
    expect(days.slice(0, 3)).toEqual(['2026-12-05', '2027-01-05', '2027-01-09']);
  });
});
