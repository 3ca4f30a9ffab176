/**
 * Compares what is read of odd feeds with what Python's feedparser reads of them, field by field. It is no judge: each
 * difference is to be looked at, and decided by the specification and by what a reader would want.
 *
 *   tsx bench/feed-oracle.ts [which families, all by default] [--all]
 *
 * Needs `python3-feedparser` (Debian). Prints the differences of each family, at most 40 unless `--all`.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Entry, type Feed, parseFeed } from '../src/ingest/index.ts';
import { voidElements } from '../src/ingest/markup/allow.ts';
import { decodeHtmlText, escapeText } from '../src/ingest/markup/entities.ts';
import { Scanner, Token } from '../src/ingest/markup/scanner.ts';
import { families } from './oracle/families.ts';
import type { Case } from './oracle/frames.ts';

const worker = `
import sys, json, base64, time, calendar, feedparser
def plain(o):
    if isinstance(o, time.struct_time): return calendar.timegm(o)
    if isinstance(o, bytes): return o.decode('latin1')
    if isinstance(o, dict): return {k: plain(v) for k, v in o.items()}
    if isinstance(o, (list, tuple)): return [plain(x) for x in o]
    return o if isinstance(o, (str, int, float, bool)) or o is None else str(o)
for line in sys.stdin:
    case = json.loads(line)
    try:
        read = feedparser.parse(base64.b64decode(case['bytes']), response_headers=case['headers'])
        answer = plain({'feed': read.feed, 'entries': read.entries})
    except Exception as error:
        answer = {'error': repr(error)}
    print(json.dumps(answer), flush=True)
`;

type Text = { value?: string; language?: string | null; type?: string; base?: string };
type Named = { name?: string; email?: string; href?: string };
type Theirs = Record<string, unknown> & {
  title_detail?: Text;
  summary_detail?: Text;
  subtitle_detail?: Text;
  content?: Text[];
  authors?: Named[];
  contributors?: Named[];
};
type Answer = { error?: string; feed: Theirs; entries: Theirs[] };

const python = spawn('/usr/bin/python3', ['-c', worker], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();

async function ask(one: Case): Promise<Answer> {
  const headers: Record<string, string> = { 'content-type': one.contentType ?? 'application/xml' };
  headers['content-location'] = one.contentLocation ?? one.url;
  if (one.contentLanguage) headers['content-language'] = one.contentLanguage;
  python.stdin.write(`${JSON.stringify({ bytes: Buffer.from(one.bytes).toString('base64'), headers })}\n`);
  return JSON.parse((await lines.next()).value as string) as Answer;
}

/** HTML as a list of tags, attributes in order of their names, and texts: what two ways of writing it have in common. */
function shape(html: string): string {
  const scanner = new Scanner(html, { xml: false });
  const open: string[] = [];
  let out = '';
  const close = (depth: number): void => {
    while (open.length > depth) out += `</${open.pop()}>`;
  };
  for (let token = scanner.next(); token !== Token.end; token = scanner.next()) {
    if (token === Token.text || token === Token.cdata) out += decodeHtmlText(scanner.text);
    else if (token === Token.close) {
      const at = open.lastIndexOf(scanner.name.toLowerCase());
      if (at >= 0) close(at);
    } else if (token === Token.open) {
      const name = scanner.name.toLowerCase();
      const attributes = Array.from(
        { length: scanner.attributes },
        (_, n) =>
          `${scanner.attributeName(n).toLowerCase()}="${decodeHtmlText(scanner.attributeValue(n)).replace(/;\s*$/, '')}"`,
      ).sort();
      out += `<${[name, ...attributes].join(' ')}>`;
      if (voidElements.has(name)) continue;
      if (scanner.empty) out += `</${name}>`;
      else open.push(name);
    }
  }
  close(0);
  return out
    .replace(/\s+/g, ' ')
    .replace(/\s*(<[^>]*>)\s*/g, '$1')
    .trim();
}

const isHtml = (type: string | undefined): boolean => type !== 'text/plain';
const word = (text: unknown): string =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
const person = (one: Named & { url?: string }): string =>
  [one.name ?? '', one.email ?? '', one.url ?? one.href ?? ''].join('|');

function compare(
  ours: Feed | Entry,
  theirs: Theirs,
  texts: [string, string | undefined, Text | undefined][],
): string[] {
  const found: string[] = [];
  const differ = (field: string, mine: unknown, other: unknown): void => {
    if (word(mine) !== word(other)) found.push(`${field}\n      ours   ${word(mine)}\n      theirs ${word(other)}`);
  };
  const title = theirs.title_detail;
  if (title && isHtml(title.type))
    differ('title', shape(ours.titleHtml ?? escapeText(ours.title ?? '')), shape(title.value ?? ''));
  else differ('title', ours.title, theirs.title);
  differ('id', ours.id, theirs.id);
  differ('link', ours.link, theirs.link);
  for (const field of ['published', 'updated'] as const) {
    const stamp = theirs[`${field}_parsed`] as number | null | undefined;
    differ(field, ours[field]?.toISOString(), stamp == null ? '' : new Date(stamp * 1000).toISOString());
  }
  differ(
    'authors',
    ours.authors.map(person).join(', '),
    (theirs.authors ?? [])
      .filter((one) => Object.keys(one).length)
      .map(person)
      .join(', '),
  );
  differ(
    'contributors',
    (ours.contributors ?? []).map(person).join(', '),
    (theirs.contributors ?? []).map(person).join(', '),
  );
  for (const [field, mine = '', text] of texts) {
    differ(field, shape(mine), isHtml(text?.type) ? shape(text?.value ?? '') : shape(escapeText(text?.value ?? '')));
  }
  const language = texts.map(([, , text]) => text?.language).find(Boolean) ?? title?.language;
  differ('language', ours.language, theirs.language ?? language);
  return found;
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const most = process.argv.includes('--all') ? Number.POSITIVE_INFINITY : 40;
const now = new Date(2037, 0);

for (const [family, cases] of Object.entries(families)) {
  if (wanted.length > 0 && !wanted.includes(family)) continue;
  let [count, same, shown] = [0, 0, 0];
  for (const one of cases()) {
    count++;
    const theirs = await ask(one);
    const ours = parseFeed(one.bytes, { ...one, now });
    const differences: string[] = [];
    if (theirs.error) differences.push(`error ${theirs.error}`);
    else {
      const head = compare({ ...ours, id: '' }, { ...theirs.feed, id: '' }, [
        ['description', ours.description, theirs.feed.subtitle_detail],
      ]);
      differences.push(...head.map((line) => `feed.${line}`));
      if (ours.items.length !== theirs.entries.length)
        differences.push(`items ${ours.items.length} / ${theirs.entries.length}`);
      for (const [n, entry] of theirs.entries.entries()) {
        const item = ours.items[n];
        if (!item) continue;
        const content = entry.content?.[0];
        const summary = entry.summary === content?.value && !item.summary ? undefined : entry.summary_detail;
        differences.push(
          ...compare(item, entry, [
            ['content', item.content, content],
            ['summary', item.summary, summary],
          ]),
        );
      }
    }
    if (differences.length === 0) same++;
    else if (shown++ < most) console.log(`  ${family}: ${one.name}\n    ${differences.join('\n    ')}`);
  }
  console.log(`${family}: ${same} of ${count} alike`);
}
python.stdin.end();
