import { blockElements, droppedElements } from './allow.ts';
import { decodeHtmlText } from './entities.ts';
import { Scanner, Token } from './scanner.ts';

/**
 * The text of an HTML fragment as a reader sees it: entities decoded, white space folded, each block on a line of its
 * own. `skip` names further elements whose content is left out (`figcaption`, say).
 */
export function plainText(html: string, skip: ReadonlySet<string> = new Set()): string {
  if (!html.includes('<')) return fold(decodeHtmlText(html));
  const scanner = new Scanner(html, { xml: false });
  let text = '';
  let skipping = '';
  let depth = 0;
  for (let token = scanner.next(); token !== Token.end; token = scanner.next()) {
    if (token === Token.text || token === Token.cdata) {
      if (skipping === '') text += decodeHtmlText(scanner.text).replace(/[^\S ]/g, ' ');
      continue;
    }
    if (token !== Token.open && token !== Token.close) continue;
    const name = scanner.name.toLowerCase();
    const opens = token === Token.open;
    if (skipping !== '') {
      if (name === skipping) depth += opens ? 1 : -1;
      if (depth === 0) skipping = '';
    } else if (opens && droppedElements.has(name)) scanner.skipElement(name);
    else if (opens && skip.has(name)) {
      skipping = name;
      depth = 1;
      text += '\n';
    } else if (blockElements.has(name)) text += '\n';
    else if (name === 'td' || name === 'th') text += ' ';
  }
  return text
    .split('\n')
    .map(fold)
    .filter((line) => line !== '')
    .join('\n');
}

/** White space of every kind folded to single spaces, invisible marks out. */
function fold(text: string): string {
  return text
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
    .replace(/[^\S ]\s*| \s+/g, ' ')
    .trim();
}
