import type { Clock, Db } from '../platform/index.ts';
import { allOutlets } from '../sources/index.ts';
import { outletsOf } from './brief.ts';
import { membersOf, storiesByIds } from './store/stories.ts';
import { storiesTelling } from './store/telling.ts';
import type { Member, Story } from './story.ts';

/** The languages in whose words a country is looked for: those that foreign coverage comes in most. */
const tongues = [
  'en',
  'fr',
  'es',
  'pt',
  'de',
  'it',
  'nl',
  'ru',
  'ar',
  'zh',
  'ja',
  'ko',
  'th',
  'lo',
  'km',
  'id',
  'ms',
  'vi',
  'hi',
];

/** What a country is called (CLDR), in many languages, and as its own pack calls it. */
export function countryNames(country: string, own: Readonly<Record<string, string>>): string[] {
  const called = tongues.flatMap(
    (lang) => new Intl.DisplayNames(lang, { type: 'region', fallback: 'none' }).of(country) ?? [],
  );
  return [...new Set([...Object.values(own), ...called])];
}

/** A story that is told abroad. */
export type ToldAbroad = {
  story: Story;
  /** The foreign press's own words in it, by time. */
  items: readonly Member[];
  /** Whether an outlet of the country tells it too. */
  told: boolean;
};

const most = 200;

/**
 * The stories of the last days in which the foreign press has own words and that name the country, those that most
 * foreign outlets tell first.
 */
export async function toldAbroad(
  { db, clock }: { db: Db; clock: Clock },
  { names, days, lang }: { names: readonly string[]; days: number; lang?: string | undefined },
): Promise<ToldAbroad[]> {
  const now = clock();
  const from = new Date(now.getTime() - days * 86_400_000);
  const foreign = new Set(
    (await allOutlets(db)).filter((outlet) => outlet.class === 'foreign-press').map(({ id }) => id),
  );
  const ids = await storiesTelling(db, names, { from, to: now }, { outletIds: [...foreign], limit: most });
  const members = await membersOf(db, ids, 100);
  const outlets = await outletsOf(db, [...members.values()].flat());
  const stories = await storiesByIds(db, ids);
  const found: ToldAbroad[] = [];
  for (const id of ids) {
    const own = (members.get(id) ?? []).filter((member) => member.copyOf === null && !member.withdrawn);
    const items = own.filter(
      (member) =>
        foreign.has(member.outletId) && member.published >= from && (lang === undefined || member.lang === lang),
    );
    const story = items.length > 0 ? stories.get(id) : undefined;
    if (!story || story.muted) continue;
    const told = own.some(({ outletId }) =>
      ['official', 'domestic-press', 'mission'].includes(outlets.get(outletId)?.class ?? ''),
    );
    found.push({ story, items, told });
  }
  const breadth = ({ items }: ToldAbroad) => new Set(items.map(({ outletId }) => outletId)).size;
  return found.toSorted((a, b) => breadth(b) - breadth(a) || b.story.lastAt.getTime() - a.story.lastAt.getTime());
}
