/**
 * How well the article is found on pages whose body is known.
 *
 *   tsx bench/extract-article.ts <articles.jsonl> <base address>
 *
 * Each line of the file is `{ outlet, slug, id, title, body, published }`; its page stands at
 * `<base>/<outlet>/<slug>-<id>.html`. Prints precision, recall and F1 of words (multiset overlap, mean over pages), how
 * many titles and dates are exact, and the time beside bare Readability over linkedom on the same pages, in one run.
 */
import { readFileSync } from 'node:fs';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { extractArticle } from '../src/ingest/article/extract.ts';

type Known = { outlet: string; slug: string; id: string; title: string; body: string; published: string };

const [file, base] = process.argv.slice(2);
if (!file || !base) throw new Error('usage: tsx bench/extract-article.ts <articles.jsonl> <base address>');
const known = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Known);

const words = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function overlap(found: string[], truth: string[]): { precision: number; recall: number; f1: number } {
  const counts = new Map<string, number>();
  for (const word of truth) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of found) {
    const left = counts.get(word) ?? 0;
    if (left > 0) shared++;
    counts.set(word, left - 1);
  }
  const precision = found.length === 0 ? 0 : shared / found.length;
  const recall = truth.length === 0 ? 1 : shared / truth.length;
  return { precision, recall, f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const pages: { html: string; url: string; article: Known }[] = [];
for (const article of known) {
  const url = `${base}/${article.outlet}/${encodeURIComponent(`${article.slug}-${article.id}`)}.html`;
  pages.push({ html: await (await fetch(url)).text(), url, article });
}

let [precision, recall, f1, titles, dates, empty] = [0, 0, 0, 0, 0, 0];
const poor: string[] = [];
for (const { html, url, article } of pages) {
  const found = extractArticle(html, { url });
  const score = overlap(found.outcome === 'found' ? words(found.text) : [], words(article.body));
  precision += score.precision;
  recall += score.recall;
  f1 += score.f1;
  if (found.outcome === 'empty') empty++;
  if (found.title === article.title.replace(/\s+/g, ' ').trim()) titles++;
  if (found.published?.getTime() === Date.parse(article.published)) dates++;
  if (score.f1 < 0.98) poor.push(`${score.f1.toFixed(3)} ${found.outcome} ${url}`);
}
const n = pages.length;
const mean = (sum: number): string => (sum / n).toFixed(4);
console.log(`${n} pages: F1 ${mean(f1)}, precision ${mean(precision)}, recall ${mean(recall)}`);
console.log(`titles exact ${titles}/${n}, dates exact ${dates}/${n}, empty ${empty}`);
for (const line of poor.slice(0, 10)) console.log(`  ${line}`);

let [ours, bare] = [0, 0];
for (const { html, url } of pages) {
  ours += cpu(() => extractArticle(html, { url }));
  bare += cpu(() => new Readability(parseHTML(html).document as never).parse());
}
console.log(`time: ${(ours / n).toFixed(1)} ms a page, ${(ours / bare).toFixed(2)} of bare Readability over linkedom`);
