import MarkdownIt, { type Token } from 'markdown-it';
import {
  type Block,
  type Document,
  type Inline,
  type ListItem,
  linkHref,
  type Mark,
  pictureSource,
} from '../document.ts';
import { normalise } from '../normalise.ts';

/** CommonMark without HTML, code and link definitions: what a newsroom does not use must not swallow its words. */
const parser = new MarkdownIt('commonmark', { html: false }).disable([
  'code',
  'fence',
  'backticks',
  'html_block',
  'html_inline',
  'reference',
  'lheading',
]);
// What is nested deeper than this, markdown-it drops; a document opens what is deeper than eight containers.
Object.assign(parser.options, { maxNesting: 200 });
parser.normalizeLink = (address) => address;
parser.normalizeLinkText = (address) => address;
parser.validateLink = () => true;

const longest = 400_000;

/**
 * Reads Markdown as a document in its normal form. Never throws: what is not Markdown is text, a link or picture whose
 * address is not allowed leaves its words, and what stands behind 400,000 characters is left out.
 */
export function readMarkdown(text: string): Document {
  const tokens = parser.parse(text.slice(0, longest).replaceAll('\0', ''), {});
  const reader = new Reader(tokens);
  return normalise({ type: 'doc', content: reader.blocks() });
}

/** Takes one token after the other; each method reads up to the end of what it is named for. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  blocks(): Block[] {
    const found: Block[] = [];
    for (let token = this.#next(); token && token.nesting !== -1; token = this.#next())
      found.push(...this.#block(token));
    return found;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #block(token: Token): Block[] {
    switch (token.type) {
      case 'paragraph_open':
        return this.#line((content) => ({ type: 'paragraph', content }));
      case 'heading_open':
        return this.#line((content) => ({ type: 'heading', attrs: { level: Number(token.tag.slice(1)) }, content }));
      case 'blockquote_open':
        return [{ type: 'blockquote', content: this.blocks() }];
      case 'bullet_list_open':
        return [{ type: 'bulletList', content: this.#items() }];
      case 'ordered_list_open':
        return [{ type: 'orderedList', attrs: { start: Number(token.attrGet('start') ?? 1) }, content: this.#items() }];
      case 'hr':
        return [{ type: 'horizontalRule' }];
      default:
        return token.content === '' ? [] : [{ type: 'paragraph', content: [{ type: 'text', text: token.content }] }];
    }
  }

  #items(): ListItem[] {
    const items: ListItem[] = [];
    for (let token = this.#next(); token && token.nesting !== -1; token = this.#next())
      items.push({ type: 'listItem', content: this.blocks() });
    return items;
  }

  /** A picture is a block of ours: one that stands inside a line moves behind it. */
  #line(wrap: (content: Inline[]) => Block): Block[] {
    const inline = this.#next();
    this.#next();
    const children = inline?.children ?? [];
    return [wrap(inlines(children)), ...children.flatMap(picture)];
  }
}

function inlines(tokens: readonly Token[]): Inline[] {
  const found: Inline[] = [];
  const open: (Mark | undefined)[] = [];
  const add = (text: string) => {
    const marks = open.filter((mark) => mark !== undefined);
    if (text !== '') found.push(marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks });
  };
  for (const token of tokens) {
    if (token.nesting === 1) open.push(markOf(token));
    else if (token.nesting === -1) open.pop();
    else if (token.type === 'hardbreak') found.push({ type: 'hardBreak' });
    else if (token.type === 'softbreak') add(' ');
    else if (token.type !== 'image') add(token.content);
    else if (picture(token).length === 0) add(altOf(token));
  }
  return found;
}

function markOf(token: Token): Mark | undefined {
  if (token.type === 'strong_open') return { type: 'bold' };
  if (token.type === 'em_open') return { type: 'italic' };
  const address = String(token.attrGet('href') ?? '');
  const lang = /^lang:([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2})$/.exec(address)?.[1];
  if (lang) return { type: 'foreign', attrs: { lang } };
  const href = linkHref(address);
  return href ? { type: 'link', attrs: { href } } : undefined;
}

function picture(token: Token): Block[] {
  const src = token.type === 'image' ? pictureSource(String(token.attrGet('src') ?? '')) : undefined;
  if (!src) return [];
  const title = String(token.attrGet('title') ?? '');
  const bar = title.lastIndexOf('|');
  const [caption, credit] = bar === -1 ? [title, ''] : [title.slice(0, bar), title.slice(bar + 1)];
  return [{ type: 'image', attrs: { src, alt: altOf(token), caption, credit } }];
}

const altOf = (token: Token): string =>
  (token.children ?? []).map((child) => (child.children ? altOf(child) : child.content)).join('');
