import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { testDesk, type Visitor } from '../../../test/harness/desk.ts';
import { conceptsOf, keyOf } from '../concepts.ts';
import { keepLexicon } from '../store/lexicon.ts';
import { lexiconRoutes } from './routes.tsx';
import { openTerms } from './terms.ts';

const database = testDatabase();
const now = new Date('2026-12-05T12:00:00Z');
const clock = () => now;
let editor: Visitor;
let analyst: Visitor;

const learnt = (home: string, shownHome: string, term: string, lang = 'en') => ({
  ...{ home, lang, term, seen: 4, odds: 30 },
  shown: [shownHome, term] as const,
});
const flood = { home: 'lu quet', lang: 'en', term: 'flash flood' };
const page = async (query = '', who = editor) => (await who.get(`/desk/stories/lexicon${query}`)).text;

beforeAll(async () => {
  const { db } = database;
  const desk = testDesk(db, [
    { name: 'stories', routes: (app) => lexiconRoutes(app, { db, clock, home: 'vi' }), desk: [] },
  ]);
  editor = await desk.person('editor');
  analyst = await desk.person('analyst');
});

describe('the page of learnt words', () => {
  it('says so while nothing was learnt', async () => {
    expect(await page()).toContain('Nothing was learnt yet');
  });

  it('shows terms as they are written, by words and language, a hundred a page', async () => {
    const many = Array.from({ length: 150 }, (_, at) => learnt(`tu ${at}`, `từ ${at}`, `word ${at}`, 'fr'));
    const entries = [learnt('lu quet', 'lũ quét', 'flash flood'), learnt('<b>', '<b>', '"><script>'), ...many];
    await keepLexicon(database.db, { pairs: 900, entries }, now);
    const first = await page();
    expect(first).toContain('lũ quét');
    expect(first).toContain('152 rows');
    expect(first).not.toContain('"><script>');
    expect(first).toContain('900 parallel texts');
    expect(await page('?page=2')).toContain('word 149');
    expect(await page('?page=900&q=%00')).toContain('word 149');
    expect(await page('?q=Lũ+QUÉT')).toContain('flash flood');
    expect(await page('?lang=fr')).not.toContain('flash flood');
    expect(await page('?q=zebra')).toContain('No such term');
  });

  it('lets those who weave take a pair off, and back; weavers follow', async () => {
    const terms = openTerms(conceptsOf([]), 'vi');
    const key = async () => keyOf(await terms(database.db), 'en', 'flash flood');
    expect(await key()).toBe('~lu quet');
    await editor.post('/desk/stories/lexicon', flood);
    expect(await key()).toBeUndefined();
    const after = await page('?q=flash');
    expect(after).toContain('No such term');
    expect(after).toContain('1 pair taken off');
    // A night learns it again from the same texts: it stays off.
    await keepLexicon(database.db, { pairs: 901, entries: [learnt('lu quet', 'lũ quét', 'flash flood')] }, now);
    expect(await key()).toBeUndefined();
    await editor.post('/desk/stories/lexicon', { ...flood, back: '1' });
    expect(await key()).toBe('~lu quet');
    const { rows } = await sql<{ detail: { meaning: string; back: boolean } }>`
      select detail from identity.audit where action = 'story.lexicon' order by id`.execute(database.db);
    expect(rows.map(({ detail }) => [detail.meaning, detail.back])).toEqual([
      ['en lu quet = flash flood', false],
      ['en lu quet = flash flood', true],
    ]);
  });

  it('changes nothing for what is not there, twice over, or for those who only read', async () => {
    const told = async (form: Record<string, string>) => (await editor.post('/desk/stories/lexicon', form)).location;
    expect(await told({ ...flood, term: 'flood' })).toContain('no-term');
    expect(await told({})).toContain('no-term');
    expect(await told({ ...flood, back: '1' })).toContain('no-term');
    expect((await analyst.post('/desk/stories/lexicon', flood)).status).toBe(403);
    expect(await page('', analyst)).not.toContain('Not this');
    expect(await page()).toContain('Not this: lũ quét = flash flood');
  });
});
