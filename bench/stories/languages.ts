import { readFileSync } from 'node:fs';
import type { Concepts } from '../../src/stories/concepts.ts';
import { strandOf } from '../../src/stories/strand.ts';
import { type Linked, linked, orders } from './demonstration.ts';
import { type Sample, weaveAll } from './fit.ts';

type Telling = [title: string, text: string];
type Happening = { at: number } & Partial<Record<'vi' | 'en' | 'fr' | 'zh', Telling>>;

const hour = 3_600_000;
/** How many hours after the first telling each language tells it. */
const late = { vi: 0, en: 5, fr: 8, zh: 11 } as const;

/** The invented happenings that several languages tell, each in its own words, and others that are like them. */
export function tellings(concepts: Concepts): Sample[] {
  const file = new URL('tellings.json', import.meta.url);
  const happenings = JSON.parse(readFileSync(file, 'utf8')) as Happening[];
  return happenings
    .flatMap((happening, place) =>
      (Object.keys(late) as (keyof typeof late)[]).flatMap((lang) => {
        const [title, text] = happening[lang] ?? [];
        if (title === undefined || text === undefined) return [];
        const readable = { lang, title, summary: '', text };
        const at = (happening.at + late[lang]) * hour;
        return [{ ...readable, at, story: `t${place}`, strand: strandOf(readable, concepts) }];
      }),
    )
    .map((item, place) => ({ ...item, id: place + 1 }))
    .sort((a, b) => a.at - b.at || a.id - b.id);
}

/** Weaves the tellings and says how right the links across languages are, all in all and by language, with every error. */
export function languages(line: (name: string, text: string) => void, items: readonly Sample[]): void {
  const grouping = weaveAll(items);
  line('  vi, en, fr, zh', inWords(linked(items, grouping)));
  for (const other of ['en', 'fr', 'zh'])
    line(
      `  vi with ${other}`,
      inWords(
        linked(
          items.filter(({ lang }) => lang === 'vi' || lang === other),
          grouping,
        ),
      ),
    );
  line('  in 20 other orders', orders(items));
  items.forEach((a, at) => {
    for (const b of items.slice(at + 1)) {
      if (a.lang === b.lang) continue;
      const together = grouping.get(a.id) === grouping.get(b.id);
      if (together && a.story !== b.story) line('  wrong', `${a.title} ~ ${b.title}`);
      if (!together && a.story === b.story) line('  missed', `${a.title} ~ ${b.title}`);
    }
  });
}

const inWords = ({ right, linked, wanted }: Linked): string =>
  `precision ${(right / Math.max(1, linked)).toFixed(3)} (${right} of ${linked} pairs) · recall ${(right / wanted).toFixed(3)} (of ${wanted})`;
