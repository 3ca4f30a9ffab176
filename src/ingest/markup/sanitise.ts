import { resolveAddress } from './address.ts';
import {
  addressAttributes,
  blockElements,
  boundaries,
  closedBy,
  droppedElements,
  lateSources,
  voidElements,
} from './allow.ts';
import { decodeHtmlAttribute, decodeHtmlText, escapeAttribute, escapeText } from './entities.ts';
import { type Allowance, type Attributes, foreignElements, harmless, inArticles } from './harmless.ts';
import { Scanner, Token } from './scanner.ts';
import { safeStyle } from './style.ts';

/** Tags that may stand open within each other; deeper ones lose their tag and keep their text. */
const MAX_DEPTH = 100;

export type SanitiseOptions = {
  /** Address that relative ones are resolved against. */
  base?: string | undefined;
  /** Language of the text around: a `lang` that only repeats it is left out. */
  lang?: string | undefined;
  /** Whether the source is XHTML, in which `<div/>` is empty and CDATA is text. */
  xml?: boolean;
  /** What is kept: what articles are made of (the default), or whatever does no harm, forms and drawings included. */
  keep?: 'articles' | 'harmless';
};

/**
 * HTML that is safe to place in a page, from any input whatever: well formed, made only of elements and attributes
 * that `allow.ts` (or `harmless.ts`) names, with safe addresses and safe CSS. Text outside scripts and styles is never lost. Linear in
 * the length of the source; throws nothing.
 */
export function sanitise(html: string, options: SanitiseOptions = {}): string {
  if (!html.includes('<')) {
    return html.includes('&') ? escapeText(decodeHtmlText(html)) : escapeText(html);
  }
  return new Sanitiser(html, options).run();
}

class Sanitiser {
  readonly #scanner: Scanner;
  readonly #xml: boolean;
  readonly #lang: string | undefined;
  readonly #allowed: Allowance;
  #base: string | undefined;
  /** Open elements, and the base that stood before each, where it changed it. */
  readonly #open: string[] = [];
  readonly #bases: (string | undefined)[] = [];
  #out = '';

  constructor(html: string, { base, lang, xml = false, keep = 'articles' }: SanitiseOptions) {
    this.#scanner = new Scanner(html, { xml });
    this.#xml = xml;
    this.#lang = lang;
    this.#base = base;
    this.#allowed = keep === 'articles' ? inArticles : harmless;
  }

  run(): string {
    const scanner = this.#scanner;
    for (;;) {
      switch (scanner.next()) {
        case Token.end:
          this.#closeTo(0);
          return this.#out;
        case Token.text:
          this.#text(scanner.text);
          break;
        case Token.cdata:
          this.#out += escapeText(scanner.text);
          break;
        case Token.open:
          this.#start(localName(scanner.name));
          break;
        case Token.close:
          this.#end(localName(scanner.name));
          break;
        default:
      }
    }
  }

  #text(text: string): void {
    this.#out += text.includes('&') ? escapeText(decodeHtmlText(text)) : escapeText(text);
  }

  #start(name: string): void {
    if (droppedElements.has(name)) {
      if (!(this.#xml && this.#scanner.empty)) this.#scanner.skipElement(this.#scanner.name);
      return;
    }
    const allowed = this.#allowed.get(name);
    const isVoid = voidElements.has(name);
    if (allowed === undefined || (!isVoid && this.#open.length >= MAX_DEPTH)) {
      if (blockElements.has(name)) this.#out += '\n';
      return;
    }
    const closes = closedBy.get(name);
    if (closes !== undefined && this.#open.length > 0) this.#imply(closes);
    const before = this.#base;
    const tag = this.#tag(name, allowed.tag, allowed.attributes);
    if (tag === '') return;
    this.#out += tag;
    if (isVoid) this.#base = before;
    else if (this.#scanner.empty && (this.#xml || foreignElements.has(name))) {
      this.#out += `</${allowed.tag}>`;
      this.#base = before;
    } else {
      this.#open.push(name);
      this.#bases.push(before);
    }
  }

  #end(name: string): void {
    const at = this.#open.lastIndexOf(name);
    if (at >= 0) this.#closeTo(at);
    else if (name === 'br') this.#out += '<br>';
    else if (!this.#allowed.has(name) && blockElements.has(name)) this.#out += '\n';
  }

  #imply(closes: ReadonlySet<string>): void {
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const name = this.#open[i] ?? '';
      if (closes.has(name)) {
        // `<tr>` ends the cell as well as the row around it.
        while (i > 0 && closes.has(this.#open[i - 1] ?? '')) i--;
        this.#closeTo(i);
        return;
      }
      if (boundaries.has(name)) return;
    }
  }

  #closeTo(depth: number): void {
    while (this.#open.length > depth) {
      const name = this.#open.pop() ?? '';
      this.#out += `</${this.#allowed.get(name)?.tag ?? name}>`;
      this.#base = this.#bases.pop();
    }
  }

  /** The opening tag with what it may keep; an empty string for a picture that has no address. */
  #tag(name: string, tag: string, allowed: Attributes): string {
    const scanner = this.#scanner;
    let attributes = '';
    let source: string | undefined;
    let late: string | undefined;
    let set: string | undefined;
    if (this.#xml) this.#rebase();
    for (let n = 0; n < scanner.attributes; n++) {
      const lower = scanner.attributeName(n).toLowerCase();
      const attribute = lower === 'xml:lang' ? 'lang' : lower;
      if (name === 'img' && (attribute === 'src' || attribute === 'srcset' || lateSources.has(attribute))) {
        const value = decodeHtmlAttribute(scanner.attributeValue(n));
        if (attribute === 'src') source ??= value === '' ? undefined : resolveAddress(value, this.#base);
        else if (attribute === 'srcset') set ??= this.#firstOf(value);
        else late ??= this.#firstOf(value);
        continue;
      }
      const writtenAs = allowed.get(attribute);
      if (writtenAs === undefined) continue;
      const value = this.#value(attribute, decodeHtmlAttribute(scanner.attributeValue(n)));
      if (value === undefined || (attribute === 'lang' && attributes.includes(' lang="'))) continue;
      attributes += ` ${writtenAs}="${escapeAttribute(value)}"`;
    }
    if (name === 'img') {
      const address = late ?? source ?? set;
      if (address === undefined && !attributes.includes(' alt="')) return '';
      if (address !== undefined) attributes = ` src="${escapeAttribute(address)}"${attributes}`;
    }
    return `<${tag}${attributes}>`;
  }

  /** The address of the first picture that a `srcset` names. */
  #firstOf(set: string): string | undefined {
    return resolveAddress(/^\s*\S+/.exec(set)?.[0] ?? '', this.#base) || undefined;
  }

  /** What an attribute may say; undefined when it may say nothing of that. */
  #value(attribute: string, value: string): string | undefined {
    if (addressAttributes.has(attribute)) {
      // An empty reference is the document itself: something to go to, nothing to load.
      return value === '' && attribute !== 'href' ? undefined : resolveAddress(value, this.#base) || undefined;
    }
    if (attribute === 'style') return safeStyle(value) || undefined;
    if (attribute === 'lang' && value === this.#lang) return undefined;
    // In SVG a colour may be a reference: to the same drawing, not to elsewhere.
    if (paints.has(attribute) && !/^(?:[\w\s#.,%-]*|url\(#[\w.:-]+\)[\w\s#]*|rgb\([\d\s,.%]*\))$/i.test(value))
      return undefined;
    return value;
  }

  /** `xml:base` of the tag, which may hold for its own addresses as well. */
  #rebase(): void {
    const scanner = this.#scanner;
    for (let n = 0; n < scanner.attributes; n++) {
      if (scanner.attributeName(n).toLowerCase() !== 'xml:base') continue;
      this.#base = resolveAddress(decodeHtmlAttribute(scanner.attributeValue(n)), this.#base) ?? this.#base;
    }
  }
}

const paints = new Set('fill stroke marker-start marker-mid marker-end color stop-color'.split(' '));

/** Name in lower case, without the prefix that XHTML in a feed may carry. */
function localName(name: string): string {
  const colon = name.indexOf(':');
  return (colon < 0 ? name : name.slice(colon + 1)).toLowerCase();
}
