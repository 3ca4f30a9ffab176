/**
 * How well the article is found on the public benchmark of article bodies (scrapinghub/article-extraction-benchmark, 181
 * pages), where a copy of it is at hand.
 *
 *   tsx bench/extract-public.ts <folder with ground-truth.json and html/*.html.gz>
 *
 * Prints precision, recall and F1 by that benchmark's own measure (see portals/shingles.ts) with the 95 % interval of F1,
 * for bare Readability over linkedom, for our text, and for our lead and text, and the ratio of the CPU times.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { extractArticle } from '../src/ingest/article/extract.ts';
import { plainText } from '../src/ingest/markup/plain.ts';
import { report, type Score, scoreOf } from './portals/shingles.ts';
import { chanceOf } from './portals/words.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: tsx bench/extract-public.ts <folder of the benchmark>');
const truth = JSON.parse(readFileSync(join(folder, 'ground-truth.json'), 'utf8')) as Record<
  string,
  { articleBody?: string; url?: string }
>;

const scores: Record<'bare' | 'text' | 'whole', Score[]> = { bare: [], text: [], whole: [] };
const spent = { bare: 0, ours: 0 };
const pages = Object.entries(truth).map(([id, { articleBody = '', url }]) => ({
  html: gunzipSync(readFileSync(join(folder, 'html', `${id}.html.gz`))).toString('utf8'),
  gold: articleBody,
  url,
}));

function timed<T>(of: keyof typeof spent, work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  spent[of] += (user + system) / 1000;
  return result;
}

function bare(html: string): string {
  try {
    return plainText(new Readability(parseHTML(html).document as never).parse()?.content ?? '');
  } catch {
    return '';
  }
}

for (const { html, url } of pages.slice(0, 20)) bare(html) && extractArticle(html, { url });
for (const { html, gold, url } of pages) {
  const theirs = timed('bare', () => bare(html));
  const found = timed('ours', () => extractArticle(html, { url }));
  const text = found.outcome === 'found' ? found.text : '';
  scores.bare.push(scoreOf(theirs, gold));
  scores.text.push(scoreOf(text, gold));
  scores.whole.push(scoreOf([found.lead, text].filter(Boolean).join('\n'), gold));
}

console.log(`${pages.length} pages`);
console.log(report('readability + linkedom', scores.bare, chanceOf(7)));
console.log(report('ours: text', scores.text, chanceOf(7)));
console.log(report('ours: lead and text', scores.whole, chanceOf(7)));
console.log(`CPU time: ours ${(spent.ours / spent.bare).toFixed(2)} of readability + linkedom`);
