import { words } from '../language/index.ts';
import type { Block, Document, Inline } from './document.ts';

const inlineText = (content: readonly Inline[]): string =>
  content.map((part) => (part.type === 'text' ? part.text : '\n')).join('');

/** Gives the text of one block; the parts of a list or quotation on lines of their own. */
export function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.content);
    case 'bulletList':
    case 'orderedList':
      return block.content.map((item) => linesOf(item.content)).join('\n');
    case 'blockquote':
      return linesOf(block.content);
    case 'image':
      return [block.attrs.alt, block.attrs.caption, block.attrs.credit].filter((part) => part !== '').join('\n');
    case 'horizontalRule':
      return '';
  }
}

const linesOf = (blocks: readonly Block[]): string =>
  blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n');

/** Gives what a document says as plain text, one block a line: for search, excerpts and comparison. */
export const plainText = (document: Document): string => linesOf(document.content);

/** Words (Vietnamese syllables; dictionary words for Thai, Lao, Khmer; characters for Chinese, Japanese and Korean). */
export function wordCount(document: Document, lang: string): number {
  const text = plainText(document);
  return /^(zh|ja|ko)$/.test(lang) ? (text.match(/\p{L}|\p{N}+/gu)?.length ?? 0) : words(text, lang).length;
}

/** Words a minute that practised readers manage; syllables for Vietnamese, characters for Chinese and Japanese. */
const pace: Readonly<Record<string, number>> = { vi: 220, zh: 300, ja: 450, ko: 450, th: 200, lo: 200, km: 200 };

/** Gives the minutes that reading takes, at least 1. An estimate: readers differ by a factor of two. */
export const readingMinutes = (document: Document, lang: string): number =>
  Math.max(1, Math.round(wordCount(document, lang) / (pace[lang] ?? 230)));
