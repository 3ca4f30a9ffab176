import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { normaliseLine } from '../../language/index.ts';
import { blocksBeside } from '../align.ts';
import type { Source } from '../article.ts';
import { type Block, documentSchema, linkHref } from '../document.ts';
import { readMarkdown } from '../markdown/read.ts';
import { toMarkdown, writeBlocks } from '../markdown/write.ts';
import { normalise } from '../normalise.ts';
import type { Revision, Wording } from '../revision.ts';
import { citable, type StoryBrief } from '../story.ts';
import type { Sheet } from '../views/translate.tsx';
import type { Typed } from '../views/write.tsx';

/** What a writing form held. Every field may be missing or sent more than once. */
export class Posted {
  readonly #body: Record<string, unknown>;

  constructor(body: Record<string, unknown>) {
    this.#body = body;
  }

  static async read(c: Context<DeskEnv>): Promise<Posted> {
    return new Posted(await c.req.parseBody({ all: true }));
  }

  /** The values of a field, in the order sent, with line ends as `\n`. */
  all(name: string): string[] {
    const value = this.#body[name];
    const list = Array.isArray(value) ? value : [value];
    return list.filter((one) => typeof one === 'string').map((one) => one.replace(/\r\n?/g, '\n'));
  }

  text(name: string): string {
    return this.all(name)[0] ?? '';
  }

  /** A positive whole number; 0 when the field holds none. */
  id(name: string): number {
    const value = Number(this.text(name));
    return Number.isSafeInteger(value) && value > 0 && value < 2 ** 31 ? value : 0;
  }
}

type Errors = Record<string, string>;
export type Reading<T, W> = { wording: T; errors?: undefined } | { typed: W; errors: Errors };

const line = (posted: Posted, name: string, most: number): string =>
  normaliseLine(posted.text(name)).slice(0, most).toWellFormed();

/** Reads title, lead, body and sources. `based` is the revision that the form showed. */
export function readWriting(
  posted: Posted,
  based: Revision,
  story: StoryBrief | undefined,
  t: DeskEnv['Variables']['t'],
): Reading<Wording, Typed> {
  const errors: Errors = {};
  const body = readBody(posted, based);
  if (!body) errors.body = t('newsroom.wrong.body');
  const added = readAdded(posted);
  if (added === 'wrong') errors['source-url'] = t('newsroom.wrong.address');
  const cite = posted.all('cite');
  if (!body || added === 'wrong')
    return {
      errors,
      typed: { title: posted.text('title'), lead: posted.text('lead'), body: posted.text('body'), cite },
    };
  const chosen = citable(based.sources, story).filter(({ url }) => cite.includes(url));
  const sources = added && !chosen.some(({ url }) => url === added.url) ? [...chosen, added] : chosen;
  return { wording: { title: line(posted, 'title', 300), lead: line(posted, 'lead', 2000), body, sources } };
}

/** The body as the editor sent it, else as Markdown. Markdown that was not touched is the body that it came from. */
function readBody(posted: Posted, based: Revision): Wording['body'] | undefined {
  const json = posted.text('document');
  if (json === '') {
    const markdown = posted.text('body');
    return markdown.trim() === toMarkdown(based.body).trim() ? based.body : readMarkdown(markdown);
  }
  try {
    return documentSchema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

function readAdded(posted: Posted): Source | 'wrong' | undefined {
  const address = posted.text('source-url').trim();
  if (address === '') return undefined;
  const url = linkHref(address);
  if (!url?.startsWith('http')) return 'wrong';
  const { hostname } = new URL(url);
  return {
    outlet: line(posted, 'source-outlet', 200) || hostname,
    title: line(posted, 'source-title', 300) || url,
    url,
  };
}

export type Translated = { wording: Wording; blocks: number[] };

/** Reads a translation that was written block beside block; `sheet` is what the form showed. */
export function readTranslating(posted: Posted, sheet: Sheet): Translated {
  const cells = posted.all('cell');
  const target = sheet.rows.map((row, index): { source: Block | undefined; target: readonly Block[] } => {
    const markdown = cells[index] ?? '';
    const untouched = markdown.trim() === writeBlocks(row.target).trim();
    return { source: row.source, target: untouched ? row.target : readMarkdown(markdown).content };
  });
  const surplus = cells.slice(sheet.rows.length).flatMap((markdown) => readMarkdown(markdown).content);
  const rows = [...target, { source: undefined, target: surplus }];
  const body = normalise({ type: 'doc', content: rows.flatMap((row) => row.target) });
  const wording = {
    title: line(posted, 'title', 300),
    lead: line(posted, 'lead', 2000),
    body,
    sources: sheet.revision.sources,
  };
  return { wording, blocks: blocksBeside(rows) };
}
