import { isUtf8 } from 'node:buffer';
import { parseDate, trustDate } from '../dates.ts';
import { resolveAddress } from '../markup/address.ts';
import { allowedElements } from '../markup/allow.ts';
import { decodeHtmlText, escapeText } from '../markup/entities.ts';
import { plainText } from '../markup/plain.ts';
import { sanitise } from '../markup/sanitise.ts';
import { type Element, line } from './element.ts';
import { type Faults, type Person, present } from './feed.ts';

/** Characters of a title, or another short text, that are read. */
const MAX_TITLE = 5_000;

/** What a text is: decided by its attributes, else by the format. */
type Kind = 'plain' | 'html' | 'xhtml';

/** Text kinds of an element that names none: RSS leaves it open, so its looks decide. */
export type Unmarked = 'plain' | 'html' | 'by-looks';

/** The text of an element as sanitised HTML; undefined when it has none. */
export function html(element: Element | undefined, unmarked: Unmarked): string | undefined {
  if (element === undefined) return undefined;
  const source = sourceOf(element);
  if (source === '') return undefined;
  const kind = kindOf(element, source, unmarked);
  if (kind === 'plain') return escapeText(source);
  const xml = kind === 'xhtml';
  const safe = sanitise(source, { base: element.base, lang: element.lang, xml, keep: 'harmless' }).trim();
  const clean = xml && !element.name.startsWith('xhtml:') ? unwrap(safe).trim() : safe;
  return clean === '' ? undefined : clean;
}

/** The text of an element as a title: plain, and as HTML where it carries markup. */
export function title(element: Element | undefined, unmarked: Unmarked): { title?: string; titleHtml?: string } {
  if (element === undefined) return {};
  const source = sourceOf(element).slice(0, MAX_TITLE);
  if (source === '') return {};
  if (!/[<&]/.test(source) || kindOf(element, source, unmarked) === 'plain') return present({ title: line(source) });
  const markup = element.text.length > MAX_TITLE ? escapeText(source) : (html(element, unmarked) ?? '');
  if (!markup.includes('<')) return present({ title: plainText(markup) });
  return present({ title: plainText(markup) || pictured(markup), titleHtml: markup });
}

/** What a picture that stands for words says in their place. */
function pictured(markup: string): string | undefined {
  const words = / alt="([^"]+)"/.exec(markup)?.[1];
  return words && line(decodeHtmlText(words));
}

/** The text of an element on one line, without markup. */
export function plain(element: Element | undefined, unmarked: Unmarked): string | undefined {
  return title(element, unmarked).title;
}

function sourceOf(element: Element): string {
  if (element.attribute('mode') !== 'base64' && !isBinary(element)) return element.text.trim();
  return fromBase64(element.text) ?? element.text.trim();
}

/** Text that stands in base64; an empty one when that is no text; undefined when it is not base64. */
function fromBase64(text: string): string | undefined {
  const packed = text.replace(/\s+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  const bytes = Buffer.from(packed, 'base64');
  return bytes.includes(0) || !isUtf8(bytes) ? '' : bytes.toString('utf8').trim();
}

/** Content of a type that is neither text nor XML is base64 (RFC 4287, 4.1.3.3). */
function isBinary(element: Element): boolean {
  const type = element.attribute('type');
  return type?.includes('/') === true && !/^text\/|xml$|html|json|^message\//i.test(type);
}

function kindOf(element: Element, source: string, unmarked: Unmarked): Kind {
  const type = element.attribute('type')?.toLowerCase();
  if (element.markup) return 'xhtml';
  if (type === undefined || type === '') {
    if (unmarked === 'by-looks') return looksLikeHtml(source) ? 'html' : 'plain';
    return unmarked;
  }
  if (type === 'text' || type === 'text/plain' || type === 'plain') {
    return unmarked === 'by-looks' && looksLikeHtml(source) ? 'html' : 'plain';
  }
  if (type.includes('html') || /xml$/.test(type)) return 'html';
  return looksLikeHtml(source) ? 'html' : 'plain';
}

/** Whether a text of unknown kind is HTML: it closes a tag or names an entity, and has no tag that HTML lacks. */
function looksLikeHtml(text: string): boolean {
  if (!/<\/\w+>|<(?:br|img|hr)\b[^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]\w*);/i.test(text)) return false;
  for (const [, tag] of text.matchAll(/<\/?([a-z]\w*)/gi)) {
    const name = tag?.toLowerCase() ?? '';
    if (!allowedElements.has(name) && !scripting.has(name)) return false;
  }
  return true;
}

/** Tags that are HTML's as well, though none of them is ever kept. */
const scripting = new Set(
  (
    'script style iframe object embed applet form input button select option textarea link meta base title head body ' +
    'html font frame frameset param noscript svg math label map blink marquee'
  ).split(' '),
);

/** Sanitised XHTML without the `div` that Atom wraps it in. */
function unwrap(clean: string): string {
  if (!clean.startsWith('<div') || !clean.endsWith('</div>')) return clean;
  let depth = 0;
  for (const tag of clean.matchAll(/<(\/?)div[ >]/g)) {
    depth += tag[1] === '' ? 1 : -1;
    // `<div>a</div><div>b</div>`: the first div ends before the last does.
    if (depth === 0) return tag.index === clean.length - 6 ? clean.slice(clean.indexOf('>') + 1, -6) : clean;
  }
  return clean;
}

/** The address that an element's text names, also when it was escaped twice. */
export function address(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined;
  const text = element.text.trim().replaceAll('&amp;', '&');
  return text === '' ? undefined : resolveAddress(text, element.base);
}

/** The address in an attribute of an element. */
export function attributeAddress(element: Element, name: string): string | undefined {
  const value = element.attribute(name);
  return value === undefined ? undefined : resolveAddress(value, element.base);
}

/** A moment by which dates are believed, and where the others are noted. */
export type Moment = { now: Date; faults: Faults };

/** The first date that can be read and believed; the ones passed over are noted as faults. */
export function date(parent: Element, moment: Moment, ...names: readonly string[]): Date | undefined {
  for (const name of names) {
    for (const field of parent.all(name)) {
      const text = field.text.trim();
      if (text === '') continue;
      const found = dateOf(text, moment);
      if (found) return found;
    }
  }
  return undefined;
}

/** The date of a text if it can be read and believed. */
export function dateOf(text: string, { now, faults }: Moment): Date | undefined {
  const written = parseDate(text);
  if (written === undefined) {
    faults.add('bad-date', text);
    return undefined;
  }
  const believed = trustDate(written, now);
  if (believed !== written) faults.add('odd-date', text);
  return believed;
}

const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;

/** Name and address of `a@b.vn (Name)`, `Name <a@b.vn>`, `Name (a@b.vn)`, or a name alone. */
export function person(text: string): Person | undefined {
  const written = line(text);
  if (written === '') return undefined;
  const email = mail.exec(written)?.[0];
  if (email === undefined) return { name: written };
  const name = written
    .replace(email, '')
    .replace(/mailto:/i, '')
    .replace(/[()<>[\]"]|&lt;|&gt;/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:-]+|[\s,;:-]+$/g, '');
  return present({ name: name === '' ? undefined : name, email });
}

/** Each person once: one named twice keeps every detail. */
export function people(found: readonly (Person | undefined)[]): Person[] {
  const kept: Person[] = [];
  for (const one of found) {
    if (one === undefined) continue;
    const same = kept.find((other) => (one.name !== undefined && other.name === one.name) || sameMail(one, other));
    if (same) Object.assign(same, { ...one, ...same });
    else kept.push(one);
  }
  return kept;
}

function sameMail(one: Person, other: Person): boolean {
  return one.email !== undefined && one.email === other.email && (one.name === undefined || other.name === undefined);
}

/** A non-negative whole number, or undefined. */
export function count(text: string | undefined): number | undefined {
  const number = text === undefined ? Number.NaN : Number.parseInt(text, 10);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
