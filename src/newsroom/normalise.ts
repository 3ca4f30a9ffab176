import { normalise as normaliseText } from '../language/index.ts';
import type { Block, Document, Inline, ListItem, Mark, TextRun } from './document.ts';

const deepest = 8;
const order = ['link', 'foreign', 'bold', 'italic'];

/**
 * Gives the normal form of a document, so that two documents that read the same are the same JSON:
 * text in NFC without control characters; runs with equal marks joined; no mark on the white space at the edge of a run;
 * no white space at the edge of a line; no empty paragraph, list or quotation; headings of level 2 to 4;
 * at most eight containers inside one another, deeper ones opened into their parent. `normalise(normalise(d))` is `normalise(d)`.
 */
export const normalise = (document: Document): Document => ({
  type: 'doc',
  content: normaliseBlocks(document.content, 0),
});

function normaliseBlocks(blocks: readonly Block[], depth: number): Block[] {
  return blocks.flatMap((block) => normaliseBlock(block, depth));
}

function normaliseBlock(block: Block, depth: number): Block[] {
  switch (block.type) {
    case 'paragraph': {
      const content = normaliseInlines(block.content);
      return content.length === 0 ? [] : [{ type: 'paragraph', content }];
    }
    case 'heading': {
      const oneLine = block.content.map((part): Inline => (part.type === 'text' ? part : { type: 'text', text: ' ' }));
      const content = normaliseInlines(oneLine);
      const level = Math.min(4, Math.max(2, block.attrs.level));
      return content.length === 0 ? [] : [{ type: 'heading', attrs: { level }, content }];
    }
    case 'blockquote': {
      const content = normaliseBlocks(block.content, depth + 1);
      if (depth >= deepest || content.length === 0) return content;
      return [{ type: 'blockquote', content }];
    }
    case 'bulletList':
    case 'orderedList': {
      if (depth >= deepest)
        return normaliseBlocks(
          block.content.flatMap((item) => item.content),
          depth,
        );
      const content = block.content.flatMap((item) => normaliseItem(item, depth + 1));
      if (content.length === 0) return [];
      return block.type === 'bulletList'
        ? [{ type: 'bulletList', content }]
        : [{ type: 'orderedList', attrs: { start: block.attrs.start }, content }];
    }
    case 'image': {
      const { src, alt, caption, credit } = block.attrs;
      const attrs = { src, alt: line(alt), caption: line(caption), credit: line(credit.replaceAll('|', ' ')) };
      return [{ type: 'image', attrs }];
    }
    case 'horizontalRule':
      return [{ type: 'horizontalRule' }];
  }
}

/** An item begins with a paragraph, as the editor's schema asks; an item without a word is dropped. */
function normaliseItem(item: ListItem, depth: number): ListItem[] {
  const content = normaliseBlocks(item.content, depth);
  if (content.length === 0) return [];
  const first: Block[] = content[0]?.type === 'paragraph' ? [] : [{ type: 'paragraph', content: [] }];
  return [{ type: 'listItem', content: [...first, ...content] }];
}

const line = (text: string): string => clean(text).replace(/\s+/g, ' ').trim().slice(0, 2000).toWellFormed();

/** Spaces are kept as typed, as a no-break space carries meaning; `language` is asked for everything else. */
function clean(text: string): string {
  return text
    .replace(/\ufeff/g, '')
    .replace(/\S+/g, (word) => normaliseText(word))
    .replace(/[\t\n\v\f\r\u2028\u2029]/g, ' ')
    .normalize('NFC');
}

function normaliseInlines(content: readonly Inline[]): Inline[] {
  const lines: TextRun[][] = [[]];
  for (const part of content) {
    if (part.type === 'hardBreak') lines.push([]);
    else lines.at(-1)?.push(part);
  }
  const kept = lines.map(normaliseRuns);
  while (kept.at(-1)?.length === 0) kept.pop();
  while (kept[0]?.length === 0) kept.shift();
  return kept.flatMap((runs, index): Inline[] => (index === 0 ? runs : [{ type: 'hardBreak' }, ...runs]));
}

type Piece = { text: string; marks: Mark[]; blank: boolean };

function normaliseRuns(runs: readonly TextRun[]): TextRun[] {
  const pieces: Piece[] = [];
  for (const run of runs) {
    const marks = sorted(run.marks ?? []);
    for (const [text] of clean(run.text).matchAll(/\s+|\S+/g)) pieces.push({ text, marks, blank: text.trim() === '' });
  }
  while (pieces.at(-1)?.blank) pieces.pop();
  while (pieces[0]?.blank) pieces.shift();
  return joined(unmarkEdges(pieces));
}

/** A space keeps a mark only between two words that both have it: Markdown cannot begin or end emphasis at a space. */
function unmarkEdges(pieces: readonly Piece[]): Piece[] {
  const after: Mark[][] = [];
  let next: Mark[] = [];
  for (const piece of pieces.toReversed()) {
    if (!piece.blank) next = piece.marks;
    after.push(next);
  }
  after.reverse();
  let before: Mark[] = [];
  return pieces.map((piece, index) => {
    if (!piece.blank) before = piece.marks;
    const both = before.filter((mark) => (after[index] ?? []).some((other) => same([mark], [other])));
    return piece.blank
      ? { ...piece, marks: piece.marks.filter((mark) => both.some((other) => same([mark], [other]))) }
      : piece;
  });
}

function joined(pieces: readonly Piece[]): TextRun[] {
  const runs: TextRun[] = [];
  for (const { text, marks } of pieces) {
    const last = runs.at(-1);
    if (last && same(last.marks ?? [], marks)) last.text += text;
    else runs.push(marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks });
  }
  // Once more where runs met: letters may compose, and a joiner may now stand beside a Latin letter.
  return runs.map((run) => ({ ...run, text: clean(run.text) }));
}

/** One mark of a kind, in one order; a link and a foreign phrase exclude each other, as both are written with brackets. */
function sorted(marks: readonly Mark[]): Mark[] {
  const kept = new Map<string, Mark>();
  for (const mark of marks) if (!kept.has(mark.type)) kept.set(mark.type, mark);
  if (kept.has('link')) kept.delete('foreign');
  return [...kept.values()].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
}

const same = (a: readonly Mark[], b: readonly Mark[]): boolean => JSON.stringify(a) === JSON.stringify(b);
