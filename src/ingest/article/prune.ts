import { voidElements } from '../markup/allow.ts';
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
  /** Contents of its JSON-LD scripts. */
  data: string[];
  /** Characters of script, which a page that is only a gate or an application mostly consists of. */
  script: number;
};

/**
 * A page without what no reader sees (scripts, styles, comments, drawings) and within fixed bounds of length, depth and
 * number of elements, so that the DOM made from it is small and nothing that walks it can be made to hang.
 */
export function prune(html: string): Pruned {
  const scanner = new Scanner(html.length > MAX_LENGTH ? html.slice(0, MAX_LENGTH) : html, { xml: false });
  const { source } = scanner;
  const open: string[] = [];
  const data: string[] = [];
  let script = 0;
  let out = '';
  let elements = 0;
  let skipping = '';
  let depth = 0;
  for (let token = scanner.next(); token !== Token.end; token = scanner.next()) {
    if (token === Token.text) {
      if (skipping === '') out += scanner.text;
      continue;
    }
    if (token !== Token.open && token !== Token.close) continue;
    const name = scanner.name.toLowerCase();
    if (skipping !== '') {
      if (name === skipping && !(token === Token.open && scanner.empty)) depth += token === Token.open ? 1 : -1;
      if (depth === 0) skipping = '';
      continue;
    }
    if (token === Token.close) {
      const at = open.lastIndexOf(name);
      if (at >= 0) {
        open.length = at;
        out += `</${name}>`;
      } else if (name === 'br' || name === 'p') out += '<br>';
      continue;
    }
    if (name === 'script') {
      const isData = typeOf(scanner).includes('ld+json');
      const from = scanner.end;
      scanner.skipElement(name);
      const content = source.slice(from, scanner.position);
      if (isData) data.push(content.replace(/<\/script[^>]*>?$/i, ''));
      else script += content.length;
    } else if (rawText.has(name)) scanner.skipElement(name);
    else if (nested.has(name)) {
      if (scanner.empty) continue;
      skipping = name;
      depth = 1;
    } else if (voidElements.has(name)) out += tag(scanner, name);
    else if (open.length < MAX_DEPTH && elements++ < MAX_ELEMENTS) {
      out += tag(scanner, name);
      open.push(name);
    }
  }
  return { html: out, data, script };
}

function typeOf(scanner: Scanner): string {
  for (let n = 0; n < scanner.attributes; n++) {
    if (scanner.attributeName(n).toLowerCase() === 'type') return scanner.attributeValue(n).toLowerCase();
  }
  return '';
}

function tag(scanner: Scanner, name: string): string {
  let attributes = '';
  for (let n = 0; n < scanner.attributes; n++) {
    const attribute = scanner.attributeName(n).toLowerCase();
    if (telling.has(attribute)) attributes += ` ${attribute}="${scanner.attributeValue(n).replaceAll('"', '&quot;')}"`;
  }
  return `<${name}${attributes}>`;
}
