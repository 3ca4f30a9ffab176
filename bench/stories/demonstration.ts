import { globSync, readFileSync } from 'node:fs';
import type { Concepts } from '../../src/stories/concepts.ts';
import { strandOf } from '../../src/stories/strand.ts';
import { type Sample, shuffled, weaveAll } from './fit.ts';
import { seeded } from './made-up.ts';
import { agreement, type Grouping } from './measure.ts';

type File = {
  stories: {
    story: string;
    items: { language: string; minutesAgo: number; title: string; summary: string; body: string[] }[];
  }[];
};

/** The demonstration's items, whose stories are told in several languages. */
export function demonstrated(concepts: Concepts): Sample[] {
  return globSync('country/vn/demonstration/*.json')
    .sort()
    .filter((file) => !file.endsWith('outlets.json'))
    .flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as File).stories)
    .flatMap(({ story, items }) => items.map((item) => ({ story, ...item })))
    .map(({ story, language, minutesAgo, title, summary, body }, place): Sample => {
      const readable = { lang: language, title, summary, text: body.join('\n') };
      return { ...readable, id: place + 1, at: -minutesAgo * 60_000, story, strand: strandOf(readable, concepts) };
    })
    .sort((a, b) => a.at - b.at || a.id - b.id);
}

/** Weaves the demonstration: all of it, and across languages alone. */
export function demonstration(
  line: (name: string, text: string) => void,
  figures: (agreed: ReturnType<typeof agreement>) => string,
  items: readonly Sample[],
): void {
  told(line, figures, items);
  line('  in 20 other orders', orders(items));
}

/** How right the links across languages are on average in twenty random orders. */
export function orders(items: readonly Sample[]): string {
  const chance = seeded(5);
  const found = Array.from({ length: 20 }, () => linked(items, weaveAll(shuffled(items, chance))));
  const mean = (of: (each: Linked) => number) => found.reduce((sum, each) => sum + of(each), 0) / found.length;
  const rate = mean(({ right, linked }) => right / Math.max(1, linked));
  return `precision ${rate.toFixed(3)} · recall ${mean(({ right, wanted }) => right / wanted).toFixed(3)} (means)`;
}

export type Linked = { right: number; linked: number; wanted: number };

function told(
  line: (name: string, text: string) => void,
  figures: (agreed: ReturnType<typeof agreement>) => string,
  items: readonly Sample[],
): void {
  const grouping = weaveAll(items);
  const byLang = Map.groupBy(items, ({ lang }) => lang);
  for (const [lang, own] of byLang)
    line(
      `  ${lang} (${own.length} items)`,
      figures(agreement(own, new Map(own.map(({ id }) => [id, grouping.get(id) ?? id])))),
    );
  const { right, linked: pairs, wanted } = linked(items, grouping);
  line(
    '  across languages',
    `precision ${(right / pairs).toFixed(3)} (${right} of ${pairs} pairs) · recall ${(right / wanted).toFixed(3)} (of ${wanted})`,
  );
}

/** How many pairs of items in two languages were put together, rightly put together, and should be together. */
export function linked(items: readonly Sample[], grouping: Grouping): Linked {
  const found: Linked = { right: 0, linked: 0, wanted: 0 };
  items.forEach((a, at) => {
    for (const b of items.slice(at + 1)) {
      if (a.lang === b.lang) continue;
      const together = grouping.get(a.id) === grouping.get(b.id);
      found.linked += Number(together);
      found.wanted += Number(a.story === b.story);
      found.right += Number(together && a.story === b.story);
    }
  });
  return found;
}
