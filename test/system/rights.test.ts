import { beforeAll, describe, expect, it } from 'vitest';
import { openPortal } from '../../src/portal/open.fixtures.ts';
import { find, search } from '../../src/search/index.ts';
import { testDatabase } from '../harness/database.ts';

const database = testDatabase();
const portal = openPortal(() => database.db);
const now = new Date('2026-11-23T09:00:00Z');

type Case = {
  name: string;
  rights: 'full' | 'excerpt' | 'link';
  from?: string;
  until?: string;
  allowed: 'full' | 'excerpt' | 'link';
};

/** Each right, before its agreement, on its first and its last day, after it, and without an end. Today is 23 November. */
const cases: Case[] = (['full', 'excerpt', 'link'] as const).flatMap((rights): Case[] => [
  { name: `${rights}before`, rights, from: '2026-11-24', allowed: 'link' },
  { name: `${rights}first`, rights, from: '2026-11-23', until: '2026-12-31', allowed: rights },
  { name: `${rights}last`, rights, from: '2026-01-01', until: '2026-11-23', allowed: rights },
  { name: `${rights}after`, rights, from: '2026-01-01', until: '2026-11-22', allowed: 'link' },
  { name: `${rights}open`, rights, allowed: rights },
]);

// Words that stand nowhere else, so that finding one on a page means that it was shown.
const titleOf = (name: string) => `Tiêu đề tinhieu${name}`;
const beginning = (name: string) => `mododau${name}`;
const end = (name: string) => `doancuoi${name}`;
const summaryOf = (name: string) =>
  `Câu ${beginning(name)} mở đầu. ${'Rồi kể tiếp chuyện phố cổ trong đêm rằm. '.repeat(9)} Và hết ở ${end(name)}.`;

const story = new Map<string, number>();

const index = async (storyId: number) => {
  const { languages } = portal;
  const module = search({ db: database.db, clock: () => now, languages, timeZone: 'Asia/Ho_Chi_Minh' });
  for (const listener of module.listens ?? [])
    if (listener.event === 'story.changed') await listener.handle({ storyId });
};

beforeAll(async () => {
  for (const { name, rights, from = null, until = null } of cases) {
    const outletId = await portal.outlet({
      class: 'official',
      name,
      origin: 'desk',
      rights,
      agreement: 'CV 1',
      rightsFrom: from,
      rightsUntil: until,
    });
    const item = { outletId, lang: 'vi', summary: summaryOf(name) };
    const id = await portal.tell([
      { ...item, title: titleOf(name), hours: 3 },
      { ...item, title: `${titleOf(name)} lần hai`, copy: true, hours: 2 },
      { ...item, title: `${titleOf(name)} rút`, summary: `rutlai${name}`, withdrawn: true, hours: 1 },
    ]);
    story.set(name, id);
    await index(id);
  }
});

/** Every page on which the words of a story could stand, in both languages of the interface. */
async function pagesOf(name: string): Promise<string> {
  const id = story.get(name);
  const searches = [titleOf(name), beginning(name), end(name), `rutlai${name}`];
  const paths = ['vi', 'en'].flatMap((lang) => [
    `/${lang}`,
    `/${lang}/stories`,
    `/${lang}/stories/${id}`,
    ...searches.map((words) => `/${lang}/search?q=${encodeURIComponent(words)}`),
  ]);
  const pages = await Promise.all(paths.map((path) => portal.get(path)));
  expect(pages.map(({ status }) => status)).toEqual(paths.map(() => 200));
  // What was searched for is repeated on the page; only what was found counts.
  return pages
    .map(({ page, html }, at) =>
      paths[at]?.includes('search') ? (page.querySelector('.river')?.textContent ?? '') : html,
    )
    .join('\n');
}

describe('the words of an item reach the public as far as its outlet allows', () => {
  it.each(cases)('$name: $rights from $from until $until shows $allowed', async ({ name, allowed }) => {
    const shown = await pagesOf(name);
    expect(shown).toContain(titleOf(name));
    expect(shown.includes(beginning(name))).toBe(allowed !== 'link');
    expect(shown.includes(end(name))).toBe(allowed === 'full');
    expect(shown).not.toContain(`rutlai${name}`);
    expect(shown).not.toContain(`${titleOf(name)} rút`);
  });

  it.each(cases)('$name: the index holds no more than titles', async ({ name }) => {
    for (const words of [beginning(name), end(name), `rutlai${name}`])
      expect((await find(database.db, { text: words, lang: 'vi' })).count).toBe(0);
    const { hits } = await find(database.db, { text: titleOf(name), lang: 'vi' });
    expect(hits.length).toBeGreaterThan(0);
    const snippet = JSON.stringify(hits.map((hit) => hit.snippet));
    expect(snippet).not.toContain('phố cổ');
  });

  it('and no further when the agreement ends at midnight of the country', async () => {
    const words = async () => (await portal.get(`/vi/stories/${story.get('fulllast')}`)).html;
    portal.cache.purge([`story-${story.get('fulllast')}`]);
    portal.pass(8 * 3_600_000 - 60_000);
    expect(await words()).toContain(end('fulllast'));
    portal.cache.purge([`story-${story.get('fulllast')}`]);
    portal.pass(120_000);
    expect(await words()).not.toContain(beginning('fulllast'));
  });
});
