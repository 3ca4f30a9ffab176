import { normaliseLine } from '../../language/index.ts';
import type { Readable } from '../strand.ts';
import type { Evidence } from './tag.ts';

/** A part of an item, with how it is written. */
export type Field = {
  where: Evidence['where'];
  text: string;
  lang: string;
  /** Vietnamese with its diacritics: there a name without them is another word. */
  marked: boolean;
  /** Most words begin with a capital, so that capitals tell little. */
  capitals: boolean;
};

/** A word that begins with a capital, where it stands. */
export type Word = { text: string; start: number; end: number };

// The head of a report says what happened; what follows is background that many reports share.
const longestTitle = 300;
const longestSummary = 600;
const longestLead = 1_500;
const vietnamese = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/giu;

/** The parts of an item that are read: title, summary and the first 1,500 characters of the text; what the text repeats is read once. */
export function fieldsOf({ lang, title, summary, text }: Readable): Field[] {
  const told = normaliseLine(summary.slice(0, longestSummary));
  const lead = normaliseLine(text.slice(0, longestLead));
  const rest = told !== '' && lead.startsWith(told.slice(0, 120)) ? lead.slice(told.length) : lead;
  return [
    fieldOf('title', normaliseLine(title.slice(0, longestTitle)), lang),
    fieldOf('summary', told, lang),
    fieldOf('text', rest, lang),
  ].filter(({ text: words }) => words !== '');
}

function fieldOf(where: Field['where'], text: string, lang: string): Field {
  const marks = text.match(vietnamese)?.length ?? 0;
  const marked = (lang === 'vi' || lang === 'und') && marks * 30 >= text.length;
  return {
    where,
    text,
    lang,
    marked,
    capitals: marked ? text === text.toUpperCase() : titled(text),
  };
}

/** Whether all words of a text but the small ones begin with a capital. */
function titled(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]{3,}/gu) ?? [];
  return words.length > 2 && !words.some((word) => /^\p{Ll}/u.test(word) && !small.has(word));
}

const small = new Set(
  'the and but nor for yet its via per off out over into near amid with from than upon onto this that after about above across against along among around before behind between during through toward towards under until within without'.split(
    ' ',
  ),
);

const runs = /\p{Lu}[\p{L}\p{M}’'-]*(?:[ \u00a0]\p{Lu}[\p{L}\p{M}’'-]*)*/gu;

/** The runs of capitalised words of a text, without the words that other names hold. */
export function capitalRuns(text: string, held: readonly { start: number; end: number }[]): Word[][] {
  const found: Word[][] = [];
  for (const { 0: run, index } of text.matchAll(runs)) {
    let open: Word[] = [];
    for (const match of run.matchAll(/[^ \u00a0]+/g)) {
      const start = index + match.index;
      const end = start + match[0].length;
      if (held.some((span) => span.start < end && start < span.end)) {
        if (open.length > 0) found.push(open);
        open = [];
      } else open.push({ text: match[0], start, end });
    }
    if (open.length > 0) found.push(open);
  }
  return found;
}

/** Whether a sentence begins at a place of a text. */
export const beginsSentence = (text: string, at: number): boolean =>
  /(?:^|[.!?…:;"“”'‘(\n–-])\s*$/u.test(text.slice(Math.max(0, at - 4), at));
