import { voidElements } from '../markup/allow.ts';
import { decodeHtmlAttribute } from '../markup/entities.ts';
import { plainText } from '../markup/plain.ts';
import { Scanner, Token } from '../markup/scanner.ts';

/** Bounds of a page: what lies beyond is not read. */
const MAX_LENGTH = 4_000_000;
const MAX_DEPTH = 200;
const MAX_ELEMENTS = 30_000;

/** Elements that never hold an article's text, dropped with all that is in them. */
const rawText = new Set(['style', 'template', 'noembed', 'noframes', 'iframe', 'xmp', 'plaintext', 'textarea']);
const nested = new Set(['svg', 'math', 'canvas', 'object', 'select', 'dialog', 'map']);

/** Attributes that tell something to an extractor. */
const telling = new Set(
  (
    'id class href src alt title content name property itemprop datetime lang rel type role data-src data-original ' +
    'data-srcset srcset hidden aria-hidden style http-equiv charset width height colspan rowspan'
  ).split(' '),
);

export type Pruned = {
  html: string;
  /** `lang` of the document. */
  lang?: string;
  /** Its `title` element, as plain text. */
  title?: string;
  canonical?: string;
  /** Contents of its `meta` elements by name in lower case; of several the first. */
  meta: Map<string, string>;
  /** Contents of its JSON-LD scripts. */
  data: string[];
  /** Characters of script, which a page that is only a gate or an application mostly consists of. */
  script: number;
  /** Characters of text, and of those the ones in links. */
  text: number;
  linked: number;
};

/**
 * A page without what no reader sees (scripts, styles, comments, drawings) and within fixed bounds of length, depth and
 * number of elements, so that the DOM made from it is small and nothing that walks it can be made to hang. What the
 * head says is read on the way.
 */
export function prune(html: string): Pruned {
  return new Pruner(html).run();
}

class Pruner {
  readonly #scanner: Scanner;
  readonly #open: string[] = [];
  readonly #pruned: Pruned = { html: '', meta: new Map(), data: [], script: 0, text: 0, linked: 0 };
  #out = '';
  #elements = 0;
  #links = 0;

  constructor(html: string) {
    this.#scanner = new Scanner(html.length > MAX_LENGTH ? html.slice(0, MAX_LENGTH) : html, { xml: false });
  }

  run(): Pruned {
    const scanner = this.#scanner;
    for (let token = scanner.next(); token !== Token.end; token = scanner.next()) {
      if (token === Token.text) this.#text(scanner.text);
      else if (token === Token.open) this.#start(scanner.name.toLowerCase());
      else if (token === Token.close) this.#end(scanner.name.toLowerCase());
    }
    this.#pruned.html = this.#out;
    return this.#pruned;
  }

  #text(text: string): void {
    this.#out += text;
    const length = text.trim().length;
    this.#pruned.text += length;
    if (this.#links > 0) this.#pruned.linked += length;
  }

  #start(name: string): void {
    const scanner = this.#scanner;
    if (name === 'script') this.#script();
    else if (name === 'title') this.#title();
    else if (name === 'meta') this.#meta();
    else if (name === 'link') this.#link();
    else if (rawText.has(name)) scanner.skipElement(name);
    else if (nested.has(name)) this.#skip(name);
    else if (voidElements.has(name)) this.#out += tag(scanner, name);
    else if (this.#open.length < MAX_DEPTH && this.#elements++ < MAX_ELEMENTS) {
      if (name === 'html') this.#pruned.lang ??= attribute(scanner, 'lang') ?? attribute(scanner, 'xml:lang') ?? '';
      if (name === 'a') this.#links++;
      this.#out += tag(scanner, name);
      this.#open.push(name);
    }
  }

  #end(name: string): void {
    const at = this.#open.lastIndexOf(name);
    if (at >= 0) {
      while (this.#open.length > at) if (this.#open.pop() === 'a') this.#links--;
      this.#out += `</${name}>`;
    } else if (name === 'br' || name === 'p') this.#out += '<br>';
  }

  /** Skips an element together with those of its name inside it. */
  #skip(name: string): void {
    const scanner = this.#scanner;
    if (scanner.empty) return;
    let depth = 1;
    while (depth > 0) {
      const token = scanner.next();
      if (token === Token.end) return;
      if (token !== Token.open && token !== Token.close) continue;
      if (scanner.name.toLowerCase() === name && !(token === Token.open && scanner.empty)) {
        depth += token === Token.open ? 1 : -1;
      }
    }
  }

  #script(): void {
    const isData = attribute(this.#scanner, 'type')?.toLowerCase().includes('ld+json') ?? false;
    const content = this.#content('script');
    if (isData) this.#pruned.data.push(content);
    else this.#pruned.script += content.length;
  }

  #title(): void {
    this.#pruned.title ??= plainText(this.#content('title').replaceAll('<', '&lt;'));
  }

  /** What stands in the raw-text element just opened. */
  #content(name: string): string {
    const scanner = this.#scanner;
    const from = scanner.end;
    scanner.skipElement(name);
    const content = scanner.source.slice(from, scanner.position);
    const end = content.lastIndexOf('</');
    return end < 0 ? content : content.slice(0, end);
  }

  #meta(): void {
    const scanner = this.#scanner;
    const content = attribute(scanner, 'content')?.trim();
    if (!content) return;
    for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = attribute(scanner, key)?.toLowerCase();
      if (name && !this.#pruned.meta.has(name)) this.#pruned.meta.set(name, content);
    }
  }

  #link(): void {
    const address = attribute(this.#scanner, 'href');
    if (address && attribute(this.#scanner, 'rel')?.toLowerCase() === 'canonical') this.#pruned.canonical ??= address;
  }
}

function attribute(scanner: Scanner, name: string): string | undefined {
  for (let n = 0; n < scanner.attributes; n++) {
    if (scanner.attributeName(n).toLowerCase() === name) return decodeHtmlAttribute(scanner.attributeValue(n));
  }
  return undefined;
}

function tag(scanner: Scanner, name: string): string {
  let attributes = '';
  for (let n = 0; n < scanner.attributes; n++) {
    const key = scanner.attributeName(n).toLowerCase();
    if (telling.has(key)) attributes += ` ${key}="${scanner.attributeValue(n).replaceAll('"', '&quot;')}"`;
  }
  return `<${name}${attributes}>`;
}
