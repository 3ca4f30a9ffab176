import { resolveAddress } from '../markup/address.ts';
import { DeclaredEntities, decodeXmlText, escapeText, expandDeclared } from '../markup/entities.ts';
import { Scanner, Token } from '../markup/scanner.ts';
import { Element } from './element.ts';
import { type Name, Names } from './names.ts';

/** Containers that may stand in each other; deeper ones are read as text. */
const MAX_DEPTH = 16;

/** Characters of one field that are read. */
const MAX_TEXT = 1_000_000;

type Frame = {
  readonly element: Element;
  readonly name: Name;
  /** Name as written, which its end tag repeats. */
  readonly written: string;
  readonly names: Names;
  readonly container: boolean;
  /** Whether its text is kept as markup source: XHTML, or whatever else elements stand in. */
  source: boolean;
  /** Elements of the same name open inside it. */
  nested: number;
};

export type WalkOptions = {
  base: string | undefined;
  lang: string | undefined;
  /** Given each item as soon as it is complete; false ends the walk. */
  onItem: (item: Element, root: string) => boolean;
};

export type Walked = { root: Element | undefined; channel: Element | undefined; cut: boolean };

/** Reads an XML feed: gives its items one by one, and what is said of the feed as a whole at the end. */
export function walk(source: string, options: WalkOptions): Walked {
  return new Walker(source, options).run();
}

class Walker {
  readonly #scanner: Scanner;
  readonly #options: WalkOptions;
  readonly #stack: Frame[] = [];
  #top: Frame | undefined;
  #names = new Names();
  #declared: DeclaredEntities | undefined;
  #root: Element | undefined;
  #channel: Element | undefined;
  #stopped = false;

  constructor(source: string, options: WalkOptions) {
    this.#scanner = new Scanner(source, { xml: true });
    this.#options = options;
  }

  run(): Walked {
    const scanner = this.#scanner;
    while (!this.#stopped) {
      const token = scanner.next();
      if (token === Token.end) break;
      if (token === Token.text) this.#text();
      else if (token === Token.open) this.#open();
      else if (token === Token.close) this.#close();
      else if (token === Token.cdata) this.#cdata();
      else this.#declared = new DeclaredEntities(scanner.text, Math.max(65_536, scanner.source.length));
    }
    const cut = !this.#stopped && (scanner.cut || this.#stack.length > 0);
    return { root: this.#root, channel: this.#channel, cut };
  }

  #text(): void {
    const top = this.#top;
    if (top === undefined || top.name.isStructure || top.element.text.length > MAX_TEXT) return;
    const text = this.#scanner.text.slice(0, MAX_TEXT);
    if (!top.source) top.element.text += decodeXmlText(text, this.#declared);
    else top.element.text += this.#declared === undefined ? text : expandDeclared(text, this.#declared);
  }

  #cdata(): void {
    const top = this.#top;
    if (top === undefined || top.name.isStructure || top.element.text.length > MAX_TEXT) return;
    const text = this.#scanner.text.slice(0, MAX_TEXT);
    top.element.text += top.source ? escapeText(text) : text;
  }

  #open(): void {
    const scanner = this.#scanner;
    const written = scanner.name;
    let top = this.#top;
    if (top !== undefined && !top.container) {
      const name = this.#names.canonical(written);
      if (!this.#breaks(top, name)) {
        if (!top.source) {
          top.source = true;
          top.element.text = escapeText(top.element.text);
        }
        top.element.markup = true;
        if (top.element.text.length <= MAX_TEXT) top.element.text += scanner.source.slice(scanner.start, scanner.end);
        if (written === top.written && !scanner.empty) top.nested++;
        return;
      }
      this.#popTo(name.isItem ? this.#itemLevel() : this.#stack.length - 1);
      top = this.#top;
    }
    this.#push(written, top);
  }

  /** Whether an element of this name shows that the open field was never closed. */
  #breaks(top: Frame, name: Name): boolean {
    if (name.isItem) return true;
    if (top.source || top.name === name) return false;
    return name.breaks || (name.text === 'link' && top.name.text === 'title');
  }

  /** Where a new item belongs: outside the item that stands open, or where we are. */
  #itemLevel(): number {
    const open = this.#stack.findIndex((frame) => frame.name.isItem);
    if (open >= 0) return open;
    const inner = this.#stack.findLastIndex((frame) => frame.name.isStructure);
    return inner + 1;
  }

  #push(written: string, within: Frame | undefined): void {
    const scanner = this.#scanner;
    const before = this.#names;
    const attributes = scanner.attributes > 0 ? this.#attributes() : undefined;
    let name = this.#names.canonical(written);
    if (within === undefined && name.text.startsWith('atom:')) {
      this.#names = this.#names.at('atom');
      name = this.#names.canonical(written);
    }
    if (name.isItem && within !== undefined) this.#popTo(this.#itemLevel());
    // `<media:content url="…">` without its end tag would swallow the rest of the item.
    else while (this.#top?.name.isMedia && !name.isMedia) this.#pop();
    const parent = this.#top?.element;
    const base = this.#base(attributes, parent ? parent.base : this.#options.base);
    const lang = language(attributes) ?? (parent ? parent.lang : this.#options.lang);
    const element = new Element(name.text, attributes, base, lang === '' ? undefined : lang);
    const container =
      (name.isContainer || parent === undefined || isMultipart(attributes)) && this.#stack.length < MAX_DEPTH;
    if (parent === undefined) this.#root ??= element;
    else if (name.text === 'channel') this.#channel ??= element;
    else if (container && !name.isItem) parent.add(element);
    const source = !container && isSource(name.text, attributes);
    // Namespaces declared on the root hold to its end; those of an inner element end with it.
    const frame = {
      element,
      name,
      written,
      names: within === undefined ? this.#names : before,
      container,
      source,
      nested: 0,
    };
    if (scanner.empty) {
      this.#names = frame.names;
      this.#finish(frame);
      return;
    }
    this.#stack.push(frame);
    this.#top = frame;
  }

  #close(): void {
    const scanner = this.#scanner;
    const top = this.#top;
    if (top === undefined) return;
    const written = scanner.name;
    if (written === top.written) {
      if (top.nested === 0) {
        this.#pop();
        return;
      }
      top.nested--;
    } else {
      const at = this.#stack.findLastIndex((frame) => frame.written === written);
      if (at >= 0) {
        this.#popTo(at);
        return;
      }
    }
    if (top.source && top.element.text.length <= MAX_TEXT)
      top.element.text += scanner.source.slice(scanner.start, scanner.end);
  }

  #popTo(depth: number): void {
    while (this.#stack.length > depth) this.#pop();
  }

  #pop(): void {
    const frame = this.#stack.pop();
    this.#top = this.#stack.at(-1);
    if (frame === undefined) return;
    this.#names = frame.names;
    this.#finish(frame);
  }

  /** Hands on what is complete: an item to whoever reads them, a field to the element it stands in. */
  #finish({ element, name, container, source }: Frame): void {
    if (source && !element.markup) {
      if (element.attributes !== undefined && isXml(element.attributes)) element.markup = true;
      else element.text = decodeXmlText(element.text, this.#declared);
    }
    if (name.isItem) this.#stopped = !this.#options.onItem(element, this.#root?.name ?? '');
    else if (!container) this.#top?.element.add(element);
  }

  /** Attributes of the tag, and the namespaces that they declare taken into scope. */
  #attributes(): Map<string, string> {
    const scanner = this.#scanner;
    const attributes = new Map<string, string>();
    const declared: [string, string][] = [];
    const prefixed: [string, string][] = [];
    for (let n = 0; n < scanner.attributes; n++) {
      const name = scanner.attributeName(n).toLowerCase();
      const value = decodeXmlText(scanner.attributeValue(n), this.#declared);
      if (name === 'xmlns') declared.push(['', value]);
      else if (name.startsWith('xmlns:')) declared.push([name.slice(6), value]);
      else if (name.includes(':') && !name.startsWith('xml:')) prefixed.push([name, value]);
      else if (!attributes.has(name)) attributes.set(name, value);
    }
    if (declared.length > 0) this.#names = this.#names.with(declared);
    for (const [name, value] of prefixed) {
      const known = this.#names.canonical(name).text;
      if (!attributes.has(known)) attributes.set(known, value);
    }
    return attributes;
  }

  #base(attributes: ReadonlyMap<string, string> | undefined, above: string | undefined): string | undefined {
    const own = attributes?.get('xml:base') ?? attributes?.get('base');
    return own === undefined || own === '' ? above : (resolveAddress(own, above) ?? above);
  }
}

/** Whether a content of Atom 0.3 holds others, of which a reader shows one. */
function isMultipart(attributes: ReadonlyMap<string, string> | undefined): boolean {
  return attributes?.get('type')?.startsWith('multipart/') === true;
}

function language(attributes: ReadonlyMap<string, string> | undefined): string | undefined {
  return (attributes?.get('xml:lang') ?? attributes?.get('lang'))?.trim().replaceAll('_', '-');
}

/** Whether the content of a field is XHTML (or other XML), to be kept as it is written. */
function isSource(name: string, attributes: ReadonlyMap<string, string> | undefined): boolean {
  if (name === 'xhtml:body' || name === 'xhtml:div' || name === 'body') return true;
  return attributes !== undefined && isXml(attributes);
}

/** Whether the type says XML, and the mode (Atom 0.3) does not say that it is escaped. */
function isXml(attributes: ReadonlyMap<string, string>): boolean {
  const type = attributes.get('type')?.toLowerCase();
  if (type === undefined || !(type === 'xhtml' || type.endsWith('/xml') || type.endsWith('+xml'))) return false;
  const mode = attributes.get('mode');
  return mode !== 'escaped' && mode !== 'base64';
}
