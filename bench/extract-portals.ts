/**
 * How well the article is found on invented pages of portals: eight publishing systems × invented texts in Vietnamese and
 * English × what stands around and between (menus, related links, share bars, comments, cookie bars, captions, the next
 * article). The gold is what the author wrote, the lead included, captions and links to other articles not.
 *
 *   tsx bench/extract-portals.ts [pages of each system, default 40] [seed, default 2]
 *
 * Prints precision, recall and F1 by shingles of four words (see portals/shingles.ts) with the 95 % interval of F1, for
 * bare Readability over linkedom and for ours, by system, and the ratio of their CPU times in one run. The pages were
 * improved upon with seed 1: another seed shows what carries over.
 */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { extractArticle } from '../src/ingest/article/extract.ts';
import { plainText } from '../src/ingest/markup/plain.ts';
import { makePages, type Sample } from './portals/pages.ts';
import { report, type Score, scoreOf } from './portals/shingles.ts';
import { chanceOf } from './portals/words.ts';

const [each = '40', seed = '2'] = process.argv.slice(2);
const pages = makePages(Number(each), Number(seed));

const bare = ({ html }: Sample): string => {
  const found = new Readability(parseHTML(html).document as never).parse();
  return plainText(found?.content ?? '');
};
const ours = ({ html, url }: Sample): string => {
  const found = extractArticle(html, { url, now: new Date('2026-12-01T00:00:00Z') });
  return [found.lead, found.outcome === 'found' ? found.text : ''].filter(Boolean).join('\n');
};

function cpu(work: () => string): { text: string; milliseconds: number } {
  const before = process.cpuUsage();
  const text = work();
  const { user, system } = process.cpuUsage(before);
  return { text, milliseconds: (user + system) / 1000 };
}

for (const page of pages.slice(0, 40)) ours(page) && bare(page);
const results = pages.map((page) => {
  const [theirs, mine] = [cpu(() => bare(page)), cpu(() => ours(page))];
  return {
    page,
    theirs: scoreOf(theirs.text, page.gold),
    mine: scoreOf(mine.text, page.gold),
    ms: [theirs.milliseconds, mine.milliseconds] as const,
  };
});

const line = (name: string, scores: readonly Score[]): string => report(name, scores, chanceOf(7));
console.log(`${pages.length} pages, seed ${seed}`);
console.log(
  line(
    'readability + linkedom',
    results.map(({ theirs }) => theirs),
  ),
);
console.log(
  line(
    'ours',
    results.map(({ mine }) => mine),
  ),
);
for (const template of new Set(pages.map((page) => page.template))) {
  const some = results.filter(({ page }) => page.template === template);
  console.log(
    line(
      `  ${template}: readability`,
      some.map(({ theirs }) => theirs),
    ),
  );
  console.log(
    line(
      `  ${template}: ours`,
      some.map(({ mine }) => mine),
    ),
  );
}
const sum = (n: 0 | 1): number => results.reduce((total, { ms }) => total + ms[n], 0);
console.log(`CPU time: ours ${(sum(1) / sum(0)).toFixed(2)} of readability + linkedom`);
