import { webAddress } from '../markup/address.ts';
import { decodeHtmlAttribute } from '../markup/entities.ts';
import { Scanner, Token } from '../markup/scanner.ts';

/** Of one page, so many style sheets are taken. */
const MOST_SHEETS = 8;
/** Characters of CSS, of one sheet and of all. */
const LONGEST = 400_000;

/** How a page wants to look: style sheets in their order, each by its text or its address. */
export type LookPart = { text: string } | { url: string };

/** The style sheets that a page names or carries, in their order, at most eight. */
export function lookOf(html: string, url: string): LookPart[] {
  const scanner = new Scanner(html.slice(0, 2_000_000), { xml: false });
  const parts: LookPart[] = [];
  for (let token = scanner.next(); token !== Token.end && parts.length < MOST_SHEETS; token = scanner.next()) {
    if (token !== Token.open) continue;
    const name = scanner.name.toLowerCase();
    if (name === 'style') {
      const from = scanner.end;
      scanner.skipElement(name);
      parts.push({ text: scanner.source.slice(from, scanner.position).replace(/<\/style[^>]*>?$/i, '') });
    } else if (name === 'link' && /(?:^|\s)stylesheet(?:\s|$)/i.test(attribute(scanner, 'rel'))) {
      const address = webAddress(attribute(scanner, 'href'), url);
      if (address !== undefined && !/print/i.test(attribute(scanner, 'media'))) parts.push({ url: address });
    } else if (name === 'script') scanner.skipElement(name);
  }
  return parts;
}

function attribute(scanner: Scanner, name: string): string {
  for (let n = 0; n < scanner.attributes; n++)
    if (scanner.attributeName(n).toLowerCase() === name) return decodeHtmlAttribute(scanner.attributeValue(n)).trim();
  return '';
}

/**
 * CSS that asks for nothing and covers nothing: without addresses, imports, fonts, escapes (behind which either could
 * hide) and what keeps its place while the page scrolls. It cannot end the style element that it stands in.
 */
export function safeLook(css: string): string {
  return css
    .slice(0, LONGEST)
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
    .replace(/<!--|-->/g, ' ')
    .replace(/\\/g, '')
    .replace(/</g, '')
    .replace(/@(?:import|charset|namespace)\b[^;{}]*;?/gi, ' ')
    .replace(/@font-face\s*\{[^}]*\}?/gi, ' ')
    .replace(
      /(?:url|image|image-set|-webkit-image-set|cross-fade|src|element|paint|expression)\s*\((?:[^()'"]|'[^']*'|"[^"]*"|\([^()]*\))*\)?/gi,
      'none',
    )
    .replace(/(?:behavior|-moz-binding)\s*:[^;}]*/gi, ' ')
    .replace(/position\s*:\s*(?:fixed|sticky|-webkit-sticky)/gi, 'position: static');
}
