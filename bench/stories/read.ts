import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { strandOf } from '../../src/stories/strand.ts';
import type { Sample } from './fit.ts';
import { glossary } from './glossary.ts';

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '');
const line = z
  .object({
    title: text,
    summary: text,
    text: z.string().nullish(),
    body: text,
    lang: z.string().default('vi'),
    published: z.string().nullish(),
    cluster: z.union([z.string(), z.number()]).optional(),
    story: z.union([z.string(), z.number()]).optional(),
  })
  .refine(({ cluster, story }) => cluster !== undefined || story !== undefined, {
    error: 'neither cluster nor story is there',
  });

/**
 * Judged items from a file of JSON lines `{ id, title, text, published?, cluster }` (`summary`, `lang`; `body` for text and `story` for cluster
 * are understood too). In the order of the file; an item without a date that can be read has none. Throws naming the line that is wrong.
 */
export function readSet(file: string): Sample[] {
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((given, place): Sample[] => {
    if (given.trim() === '') return [];
    const parsed = line.safeParse(parse(given));
    if (!parsed.success) throw new Error(`${file}, line ${place + 1}: ${z.prettifyError(parsed.error)}`);
    const { title, summary, body, lang, published, cluster, story } = parsed.data;
    const readable = { lang, title, summary, text: parsed.data.text ?? body };
    const at = Date.parse(published ?? '');
    return [
      {
        ...readable,
        id: place + 1,
        at: Number.isNaN(at) ? 0 : at,
        undated: Number.isNaN(at),
        story: String(cluster ?? story),
        strand: strandOf(readable, glossary),
      },
    ];
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
