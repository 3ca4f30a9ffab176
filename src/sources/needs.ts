import type { OutletClass } from './outlet.ts';
import type { FindingKind } from './signs.ts';
import type { Surveyed } from './survey.ts';

/** What a person may have to see to, the most pressing first. */
export const needs = [
  'lost',
  'blocked',
  'host',
  'fault',
  'silent',
  'rights-ended',
  'rights-ending',
  'no-article',
  'barren',
  'language',
  'dates-missing',
  'dates-odd',
  'dates-alike',
  'moved',
] as const satisfies readonly (FindingKind | 'rights-ended' | 'rights-ending')[];
export type Need = (typeof needs)[number];

const DAY = 86_400_000;
/** An agreement that ends within so many days is worth a letter now. */
const ahead = 30;

/** Whether an outlet needs a person for this; what may still mend itself needs nobody yet. */
export function needIn({ outlet, channels }: Pick<Surveyed, 'outlet' | 'channels'>, need: Need, now: Date): boolean {
  if (need === 'rights-ended' || need === 'rights-ending') {
    if (outlet.rights === 'link' || outlet.rightsUntil === null) return false;
    const today = now.toISOString().slice(0, 10);
    const soon = new Date(now.getTime() + ahead * DAY).toISOString().slice(0, 10);
    if (outlet.rightsUntil < today) return need === 'rights-ended';
    return need === 'rights-ending' && outlet.rightsUntil <= soon;
  }
  return channels.some(({ health, findings }) => health !== 'failing' && findings.some(({ kind }) => kind === need));
}

/** What needs a person, with the outlets that need it; what nobody needs is left out. */
export function needsOf(
  surveyed: readonly Surveyed[],
  now: Date,
): { need: Need; outlets: readonly Surveyed['outlet'][] }[] {
  return needs
    .map((need) => ({
      need,
      outlets: surveyed.filter((each) => needIn(each, need, now)).map(({ outlet }) => outlet),
    }))
    .filter(({ outlets }) => outlets.length > 0);
}

/** What the overview counts beside the provinces. */
export type Group = { key: 'ministry' | OutletClass; class: OutletClass; place?: 'none' };

export const groups: readonly Group[] = [
  { key: 'ministry', class: 'official', place: 'none' },
  { key: 'mission', class: 'mission' },
  { key: 'domestic-press', class: 'domestic-press' },
  { key: 'foreign-press', class: 'foreign-press' },
  { key: 'creator', class: 'creator' },
  { key: 'reference', class: 'reference' },
];
