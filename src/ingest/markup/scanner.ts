/** What the scanner stands on. */
export const Token = { end: 0, text: 1, cdata: 2, open: 3, close: 4, doctype: 5 } as const;
export type Token = (typeof Token)[keyof typeof Token];

const MAX_ATTRIBUTES = 64;

/**
 * A forgiving, linear scanner over XML or HTML: every byte is looked at a bounded number of times, nothing recurses,
 * and no input makes it throw. Comments and processing instructions are skipped, and in HTML the marks of a CDATA section,
 * whose content is read as markup. It resolves nothing: names, texts and
 * attribute values are bounds in the source, sliced only when asked for.
 */
export class Scanner {
  readonly source: string;
  readonly #xml: boolean;
  #position = 0;
  /** Bounds of the whole token, `<` and `>` included. */
  start = 0;
  end = 0;
  /** Bounds of a text's content or a tag's name. */
  from = 0;
  to = 0;
  /** Whether an opening tag ended in `/>`. */
  empty = false;
  /** Whether the source ended inside a tag, comment or CDATA section. */
  cut = false;
  attributes = 0;
  readonly #bounds: number[] = [];
  // Where the next such sequence stands: looked for once, so that a failed search is never repeated.
  #nextTag = -1;
  #nextSection = -1;
  #nextSectionEnd = -1;
  #nextInstructionEnd = -1;
  #nextCommentEnd = -1;
  #noSubsetEnd = false;
  /** Quotes that stand nowhere further on. */
  #noMore = '';
  #begun = false;

  constructor(source: string, { xml }: { xml: boolean }) {
    this.source = source;
    this.#xml = xml;
  }

  /** Where the next token begins. */
  get position(): number {
    return this.#position;
  }

  /** Name of the current tag as written. */
  get name(): string {
    return this.source.slice(this.from, this.to);
  }

  /** Content of the current text or CDATA section, entities untouched. */
  get text(): string {
    return this.source.slice(this.from, this.to);
  }

  /** Name of the nth attribute as written. */
  attributeName(n: number): string {
    return this.source.slice(this.#bounds[n * 4], this.#bounds[n * 4 + 1]);
  }

  /** Value of the nth attribute, entities untouched. */
  attributeValue(n: number): string {
    return this.source.slice(this.#bounds[n * 4 + 2], this.#bounds[n * 4 + 3]);
  }

  /** Moves to the next token. */
  next(): Token {
    const { source } = this;
    for (;;) {
      const at = this.#position;
      if (at >= source.length) return this.#stop();
      this.start = at;
      if (source.charCodeAt(at) !== 60) return this.#textUntil(at);
      const after = source.charCodeAt(at + 1);
      if (isNameStart(after)) return this.#open(at);
      if (after === 47) {
        if (isNameStart(source.charCodeAt(at + 2))) return this.#close(at);
        if (at + 2 >= source.length) return this.#cut();
        if (!this.#skipTo('>', at + 2)) return this.#cut();
      } else if (after === 33) {
        const token = this.#declaration(at);
        if (token !== undefined) return token;
      } else if (after === 63) {
        if (!this.#skipInstruction(at)) return this.#cut();
      } else {
        return this.#textUntil(at);
      }
    }
  }

  /** Skips the content of the raw-text element just opened, up to and including its end tag (or the end). */
  skipElement(name: string): void {
    const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    close.lastIndex = this.#position;
    const found = close.exec(this.source);
    if (!found || !this.#skipTo('>', close.lastIndex)) this.#position = this.source.length;
  }

  #stop(): Token {
    this.start = this.source.length;
    this.end = this.start;
    return Token.end;
  }

  #cut(): Token {
    this.cut = true;
    this.#position = this.source.length;
    return this.#stop();
  }

  /** A text from `at` to the next `<` that begins markup. */
  #textUntil(at: number): Token {
    const { source } = this;
    let next = source.indexOf('<', at);
    while (next >= 0 && !beginsMarkup(source.charCodeAt(next + 1))) next = source.indexOf('<', next + 1);
    this.from = this.start;
    this.to = next < 0 ? source.length : next;
    this.end = this.to;
    this.#position = this.to;
    return Token.text;
  }

  #skipTo(sequence: string, from: number): boolean {
    const at = this.source.indexOf(sequence, from);
    if (at < 0) return false;
    this.#position = at + sequence.length;
    return true;
  }

  #skipInstruction(at: number): boolean {
    if (this.#xml) {
      if (this.#nextInstructionEnd < at) this.#nextInstructionEnd = forward(this.source, '?>', at);
      if (this.#nextInstructionEnd < this.source.length) {
        this.#position = this.#nextInstructionEnd + 2;
        return true;
      }
    }
    return this.#skipTo('>', at);
  }

  #declaration(at: number): Token | undefined {
    const { source } = this;
    if (source.startsWith('--', at + 2)) return this.#comment(at);
    if (source.startsWith('[CDATA[', at + 2)) {
      if (this.#xml) return this.#cdata(at);
      this.#position = at + 9;
      return undefined;
    }
    // A document type stands before the first element, or is none.
    if (!this.#begun && /^doctype/i.test(source.slice(at + 2, at + 9))) return this.#doctype(at);
    return this.#skipTo('>', at) ? undefined : this.#cut();
  }

  #comment(at: number): Token | undefined {
    const body = at + 4;
    if (!this.#xml && this.source.charCodeAt(body) === 62) {
      this.#position = body + 1;
      return undefined;
    }
    if (this.#nextCommentEnd < body) this.#nextCommentEnd = forward(this.source, '--', body);
    let end = this.#nextCommentEnd;
    while (end < this.source.length && !closesComment(this.source, end)) end = forward(this.source, '--', end + 1);
    this.#nextCommentEnd = end;
    if (end >= this.source.length) {
      // A browser hides the rest of the page; in a feed that would be every item to come.
      return this.#xml && this.#skipTo('>', at) ? undefined : this.#cut();
    }
    this.#position = this.source.indexOf('>', end) + 1;
    return undefined;
  }

  #cdata(at: number): Token {
    const { source } = this;
    this.from = at + 9;
    if (this.#nextSectionEnd < this.from) this.#nextSectionEnd = forward(source, ']]>', this.from);
    const end = this.#nextSectionEnd;
    // A section that ends nowhere, or holds another one, and has an end of item in it, was never closed.
    if (this.#nextSection < this.from) this.#nextSection = forward(source, '<![CDATA[', this.from);
    if (end === source.length || this.#nextSection < end) {
      const itemEnd = source.slice(this.from, end).search(/<\/(?:\w+:)?(?:item|entry)>/i);
      if (itemEnd >= 0) {
        this.to = this.from + itemEnd;
        this.end = this.to;
        this.#position = this.to;
        return Token.cdata;
      }
    }
    if (end === source.length) this.cut = true;
    this.to = end;
    this.end = Math.min(end + 3, source.length);
    this.#position = this.end;
    return Token.cdata;
  }

  #doctype(at: number): Token | undefined {
    const { source } = this;
    let end = source.indexOf('>', at);
    const subset = source.slice(at, end < 0 ? undefined : end).indexOf('[');
    if (subset >= 0) {
      const close = /\]\s*>/g;
      close.lastIndex = at + subset;
      end = !this.#noSubsetEnd && close.exec(source) ? close.lastIndex - 1 : -1;
      if (end < 0) this.#noSubsetEnd = true;
    }
    if (end < 0) return this.#skipTo('>', at) ? undefined : this.#cut();
    this.from = at;
    this.to = end;
    this.end = end + 1;
    this.#position = this.end;
    return Token.doctype;
  }

  #close(at: number): Token {
    const { source } = this;
    let i = at + 2;
    while (isNamePart(source.charCodeAt(i))) i++;
    this.from = at + 2;
    this.to = i;
    let c = source.charCodeAt(i);
    // `</title<item>`: the missing `>` costs this tag, not the next one.
    while (c !== 62 && c !== 60) {
      if (Number.isNaN(c)) return this.#cut();
      c = source.charCodeAt(++i);
    }
    this.end = c === 62 ? i + 1 : i;
    this.#position = this.end;
    return Token.close;
  }

  #open(at: number): Token {
    const { source } = this;
    let i = at + 1;
    while (isNamePart(source.charCodeAt(i))) i++;
    this.from = at + 1;
    this.to = i;
    this.attributes = 0;
    this.empty = false;
    this.#begun = true;
    if (source.charCodeAt(i) !== 62) {
      i = this.#attributes(i);
      if (i < 0) return this.#cut();
    }
    this.end = source.charCodeAt(i) === 62 ? i + 1 : i;
    this.#position = this.end;
    return Token.open;
  }

  /** Reads attributes from `i`; gives the place of the `>` (or of the `<` that came instead), or -1 when cut. */
  #attributes(i: number): number {
    const { source } = this;
    const bounds = this.#bounds;
    for (;;) {
      let c = source.charCodeAt(i);
      while (isSpace(c) || c === 47) c = source.charCodeAt(++i);
      if (c === 62) {
        this.empty = source.charCodeAt(i - 1) === 47;
        return i;
      }
      if (c === 60) return i;
      if (Number.isNaN(c)) return -1;
      const name = i;
      do c = source.charCodeAt(++i);
      while (!endsAttributeName(c));
      const nameEnd = i;
      while (isSpace(c)) c = source.charCodeAt(++i);
      let value = nameEnd;
      let valueEnd = nameEnd;
      if (c === 61) {
        do c = source.charCodeAt(++i);
        while (isSpace(c));
        value = i;
        if (c === 34 || c === 39) {
          value = i + 1;
          valueEnd = this.#quoted(value, c === 34 ? '"' : "'");
          if (valueEnd < 0) return -1;
          i = source.charCodeAt(valueEnd) === c ? valueEnd + 1 : valueEnd;
        } else {
          while (!isSpace(c) && c !== 62 && !Number.isNaN(c)) c = source.charCodeAt(++i);
          if (c === 62 && this.#xml && source.charCodeAt(i - 1) === 47) i--;
          valueEnd = i;
        }
      }
      if (this.attributes < MAX_ATTRIBUTES) {
        const slot = this.attributes++ * 4;
        bounds[slot] = name;
        bounds[slot + 1] = nameEnd;
        bounds[slot + 2] = value;
        bounds[slot + 3] = valueEnd;
      }
    }
  }

  /** End of the quoted value, or of what a missing quote leaves of it; -1 when the source ends inside. */
  #quoted(from: number, quote: string): number {
    const end = this.#noMore.includes(quote) ? -1 : this.source.indexOf(quote, from);
    if (!this.#xml) {
      if (end >= 0) return end;
      // A browser would hide the rest of the text for this missing quote: it ends with its tag.
      if (!this.#noMore.includes(quote)) this.#noMore += quote;
      return this.source.indexOf('>', from);
    }
    // In XML no value holds a bare `<`: if this one does, its quote is missing and the value ends with its tag.
    if (this.#nextTag < from) this.#nextTag = forward(this.source, '<', from);
    const tag = this.#nextTag;
    if (end >= 0 && end < tag) return end;
    if (tag >= this.source.length) return end;
    if (end >= 0 && end - from < MAX_ODD_VALUE && this.#endsValue(from, end)) return end;
    const value = this.source.slice(from, tag);
    const stop = value.search(/\/?>/);
    return stop < 0 ? tag : from + stop;
  }

  /** Whether the quote at `end` closes the value from `from`, although a `<` is in it, and does not open the next. */
  #endsValue(from: number, end: number): boolean {
    const after = this.source.charCodeAt(end + 1);
    if (!isSpace(after) && after !== 62 && after !== 47) return false;
    const value = this.source.slice(from, end);
    return !/=\s*$/.test(value) && !/<\/?(?:\w+:)?(?:item|entry)\b/i.test(value);
  }
}

/** Characters of an attribute's value that is believed although a `<` stands in it. */
const MAX_ODD_VALUE = 300;

/** Place of the sequence at or after `from`; the length of the source when there is none. */
function forward(source: string, sequence: string, from: number): number {
  const at = source.indexOf(sequence, from);
  return at < 0 ? source.length : at;
}

function closesComment(source: string, at: number): boolean {
  const c = source.charCodeAt(at + 2);
  return c === 62 || (c === 33 && source.charCodeAt(at + 3) === 62);
}

function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

function isNameStart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
}

/** Whether `<` before this character is more than a less-than sign. */
function beginsMarkup(c: number): boolean {
  return isNameStart(c) || c === 47 || c === 33 || c === 63;
}

function isNamePart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 45 && c <= 58 && c !== 47) || c === 95 || c > 127;
}

function endsAttributeName(c: number): boolean {
  return c === 61 || c === 62 || c === 47 || c === 60 || isSpace(c) || Number.isNaN(c);
}
