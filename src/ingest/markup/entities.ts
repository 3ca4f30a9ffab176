import { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict, replaceCodePoint } from 'entities/decode';

/** Longest replacement text an internal entity may have, and how many a document may declare. */
const MAX_ENTITY = 1_000;
const MAX_ENTITIES = 256;

/**
 * The entities that a DOCTYPE declares, with a budget for all their replacements together. Only plain text and single
 * character references are taken: an entity that names another one is ignored, so nothing can grow exponentially, and
 * no external entity is ever read.
 */
export class DeclaredEntities {
  readonly #values = new Map<string, string>();
  #budget: number;

  constructor(doctype: string, budget: number) {
    this.#budget = budget;
    for (const [, name, double, single] of doctype.matchAll(/<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g)) {
      const value = double ?? single ?? '';
      if (this.#values.size >= MAX_ENTITIES || value.length > MAX_ENTITY) continue;
      if (/^&#x?[0-9a-f]+;$/i.test(value)) this.#values.set(name ?? '', character(value.slice(2, -1)) ?? '');
      else if (!value.includes('&') && !value.includes('<')) this.#values.set(name ?? '', value);
    }
  }

  /** Replacement text of the entity; undefined when it was not declared or the budget is spent. */
  expand(name: string): string | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    this.#budget -= value.length;
    return this.#budget < 0 ? undefined : value;
  }
}

/** XML source with the entities that its document declares replaced; the others stay as they are written. */
export function expandDeclared(source: string, declared: DeclaredEntities): string {
  return source.replace(/&([a-z][\w.-]*);/gi, (written, name: string) => {
    const value = declared.expand(name);
    return value === undefined ? written : escapeText(value);
  });
}

/** Text of an XML document: XML's five, numeric, declared and HTML's named references; a bare `&` stays. */
export function decodeXmlText(text: string, declared?: DeclaredEntities): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(x?[0-9a-f]+)|([a-z][\w.-]*));/gi, (written, code?: string, name?: string) => {
    if (code !== undefined) return character(code) ?? written;
    switch (name) {
      case 'amp':
        return '&';
      case 'lt':
        return '<';
      case 'gt':
        return '>';
      case 'quot':
        return '"';
      case 'apos':
        return "'";
      default:
        return declared?.expand(name ?? '') ?? namedReference(written);
    }
  });
}

/** XHTML 1.0, whose names XML documents use, has other angle brackets than HTML came to have. */
const named = new Map<string, string>([
  ['&lang;', '\u2329'],
  ['&rang;', '\u232a'],
]);
const MAX_NAMED = 1_000;

/** Text of `&eacute;`; the reference itself when HTML knows no such name. */
function namedReference(written: string): string {
  let text = named.get(written);
  if (text === undefined) {
    text = decodeHTMLStrict(written);
    if (named.size < MAX_NAMED) named.set(written, text);
  }
  return text;
}

/** Text of an HTML document, with the forgiving rules of HTML (`&copy` needs no semicolon). */
export function decodeHtmlText(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}

/** Value of an HTML attribute: `?a=1&copy=2` stays what it is. */
export function decodeHtmlAttribute(value: string): string {
  return value.includes('&') ? decodeHTMLAttribute(value) : value;
}

/** Text made safe to stand between tags. */
export function escapeText(text: string): string {
  let safe = text.includes('&') ? text.replaceAll('&', '&amp;') : text;
  if (safe.includes('<')) safe = safe.replaceAll('<', '&lt;');
  return safe.includes('>') ? safe.replaceAll('>', '&gt;') : safe;
}

/** Text made safe to stand in a double-quoted attribute. */
export function escapeAttribute(value: string): string {
  const safe = escapeText(value);
  return safe.includes('"') ? safe.replaceAll('"', '&quot;') : safe;
}

/** The character of `65` or `x41`; windows-1252 for the C1 range, as browsers read it; undefined when there is none. */
function character(code: string): string | undefined {
  const hex = code.charCodeAt(0) === 120 || code.charCodeAt(0) === 88;
  const point = hex ? Number.parseInt(code.slice(1), 16) : Number(code);
  if (!Number.isFinite(point)) return undefined;
  return String.fromCodePoint(replaceCodePoint(point));
}
