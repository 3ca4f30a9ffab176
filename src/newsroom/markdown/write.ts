import type { Block, Document, Inline, ListItem, Mark, TextRun } from '../document.ts';
import { normalise } from '../normalise.ts';
import { readMarkdown } from './read.ts';

/** How a block is spelt: italic by star or underscore, and whether every punctuation mark is escaped or only those that must be. */
type Spelling = { italic: '*' | '_'; escape: 'needed' | 'all' };

const spellings: readonly Spelling[] = [
  { italic: '*', escape: 'needed' },
  { italic: '_', escape: 'needed' },
  { italic: '*', escape: 'all' },
];

/**
 * Gives a document in its normal form as Markdown (CommonMark). Reading it back gives the same document, with one exception:
 * emphasis that CommonMark cannot say (a bold quotation mark inside a word) is left out rather than shown as stars.
 */
export function toMarkdown(document: Document): string {
  return writeBlocks(document.content);
}

/** Gives some blocks as Markdown, as they would stand in the whole. */
export function writeBlocks(blocks: readonly Block[]): string {
  return blocks.map((block, index) => spelt(block, isOdd(blocks, index))).join('\n\n');
}

/** Tries one spelling after the other until reading gives back what was written; then once more without emphasis. */
function spelt(block: Block, odd: boolean, isPlain = false): string {
  const wanted = JSON.stringify([block]);
  let written = '';
  for (const spelling of spellings) {
    written = writeBlock(block, odd, spelling);
    if (JSON.stringify(readMarkdown(written).content) === wanted) return written;
  }
  const [plain] = isPlain ? [] : withoutEmphasis(block);
  return plain ? spelt(plain, odd, true) : written;
}

function withoutEmphasis(block: Block): Block[] {
  const text = JSON.stringify(block, (key, value) =>
    key === 'marks' ? (value as Mark[]).filter(({ type }) => type !== 'bold' && type !== 'italic') : value,
  );
  return normalise({ type: 'doc', content: [JSON.parse(text)] }).content;
}

/** Neighbouring lists would run into one: every second one of them takes the other marker. */
function isOdd(blocks: readonly Block[], index: number): boolean {
  let odd = false;
  for (let at = index; at > 0 && isList(blocks[at]) && blocks[at]?.type === blocks[at - 1]?.type; at -= 1) odd = !odd;
  return odd;
}

const isList = (block: Block | undefined): boolean => block?.type === 'bulletList' || block?.type === 'orderedList';

function writeBlock(block: Block, odd: boolean, spelling: Spelling): string {
  switch (block.type) {
    case 'paragraph':
      return writeLines(block.content, spelling);
    case 'heading':
      return `${'#'.repeat(block.attrs.level)} ${writeLines(block.content, spelling)}`.replace(/(?<!\\)(#+)$/, '\\$1');
    case 'blockquote':
      return indented(writeInner(block.content, spelling), '> ', '> ');
    case 'bulletList':
      return block.content.map((item) => writeItem(item, odd ? '*' : '-', spelling)).join('\n');
    case 'orderedList':
      return block.content
        .map((item, index) => writeItem(item, `${block.attrs.start + index}${odd ? ')' : '.'}`, spelling))
        .join('\n');
    case 'image':
      return writePicture(block.attrs);
    case 'horizontalRule':
      return '___';
  }
}

const writeInner = (blocks: readonly Block[], spelling: Spelling): string =>
  blocks.map((block, index) => writeBlock(block, isOdd(blocks, index), spelling)).join('\n\n');

function writeItem(item: ListItem, marker: string, spelling: Spelling): string {
  const [first, ...rest] = item.content;
  const wordless = first?.type === 'paragraph' && first.content.length === 0;
  const margin = ' '.repeat(marker.length + 1);
  return indented(writeInner(wordless ? rest : item.content, spelling), `${marker} `, margin);
}

const indented = (text: string, first: string, others: string): string =>
  text
    .split('\n')
    .map((line, index) =>
      line === '' && others.trim() === '' && index > 0 ? '' : (index === 0 ? first : others) + line,
    )
    .join('\n');

function writePicture({
  src,
  alt,
  caption,
  credit,
}: {
  src: string;
  alt: string;
  caption: string;
  credit: string;
}): string {
  const title = credit === '' && !caption.includes('|') ? caption : `${caption} | ${credit}`;
  const quoted = title === '' ? '' : ` "${title.replace(/[\\"&]/g, '\\$&')}"`;
  return `![${escapeAll(alt)}](${destination(src)}${quoted})`;
}

const destination = (href: string): string => (/[()\\<>&]/.test(href) ? `<${href.replace(/[\\<>&]/g, '\\$&')}>` : href);

function writeLines(content: readonly Inline[], spelling: Spelling): string {
  const lines: TextRun[][] = [[]];
  for (const part of content) {
    if (part.type === 'hardBreak') lines.push([]);
    else lines.at(-1)?.push(part);
  }
  return lines
    .map((runs) =>
      writeRuns(
        runs.map((run) => ({ text: run.text, marks: run.marks ?? [] })),
        spelling,
        true,
      ),
    )
    .join('\\\n');
}

type Run = { text: string; marks: readonly Mark[] };

/** Opens, of the marks on the first run, the one that reaches furthest, and writes what it spans inside it. */
function writeRuns(runs: readonly Run[], spelling: Spelling, atStart: boolean): string {
  let text = '';
  for (let index = 0; index < runs.length; ) {
    const run = runs[index] as Run;
    const [mark, length] = furthest(runs.slice(index));
    const start = atStart && index === 0;
    if (!mark) text += escaped(run.text, spelling, start);
    else {
      const spanned = runs.slice(index, index + length);
      const inner = spanned.map((part) => ({
        text: part.text,
        marks: part.marks.filter((other) => !equal(other, mark)),
      }));
      text += wrap(mark, writeRuns(inner, spelling, false), spelling);
    }
    index += length;
  }
  return text;
}

function furthest(runs: readonly Run[]): [Mark | undefined, number] {
  let best: [Mark | undefined, number] = [undefined, 1];
  for (const mark of runs[0]?.marks ?? []) {
    const end = runs.findIndex((run) => !run.marks.some((other) => equal(other, mark)));
    const length = end === -1 ? runs.length : end;
    if (!best[0] || length > best[1]) best = [mark, length];
  }
  return best;
}

const equal = (a: Mark, b: Mark): boolean => JSON.stringify(a) === JSON.stringify(b);

function wrap(mark: Mark, text: string, spelling: Spelling): string {
  switch (mark.type) {
    case 'bold':
      return `**${text}**`;
    case 'italic':
      return spelling.italic + text + spelling.italic;
    case 'link':
      return `[${text}](${destination(mark.attrs.href)})`;
    case 'foreign':
      return `[${text}](lang:${mark.attrs.lang})`;
  }
}

const escapeAll = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

function escaped(text: string, spelling: Spelling, atStart: boolean): string {
  if (spelling.escape === 'all') return escapeAll(text);
  const inside = text.replace(/[\\*_[\]<&]|!$|!(?=\[)/g, '\\$&');
  return atStart ? inside.replace(/^([#>+=-])/, '\\$1').replace(/^(\d{1,9})([.)])/, '$1\\$2') : inside;
}
