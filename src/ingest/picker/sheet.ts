import { type Node, type Page, select } from '../article/page.ts';
import { webAddress } from '../markup/address.ts';
import { allowedElements, voidElements } from '../markup/allow.ts';
import { escapeAttribute, escapeText } from '../markup/entities.ts';
import { safeStyle } from '../markup/style.ts';
import { safeLook } from './look.ts';

/** What of linkedom's nodes is needed to write a page anew. */
type Written = Node & { readonly nodeType: number; readonly childNodes: Iterable<Written>; readonly data?: string };

const MAX_DEPTH = 150;
const dropped =
  /^(?:SCRIPT|STYLE|TEMPLATE|NOSCRIPT|IFRAME|OBJECT|EMBED|LINK|META|BASE|TITLE|INPUT|SELECT|TEXTAREA|OPTION|AUDIO|VIDEO|SOURCE|TRACK|CANVAS|SVG|MATH|FRAME|FRAMESET|PORTAL)$/;
const layout = new Set(['main', 'hgroup', 'label', 'fieldset', 'legend', 'font', 'nobr']);
const kept = [
  'class',
  'id',
  'title',
  'lang',
  'dir',
  'align',
  'valign',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'colspan',
  'rowspan',
  'width',
  'height',
];

export type Sheet = {
  /** A whole HTML document. */
  html: string;
  /** Where its pictures may come from, for its policy. */
  pictures: readonly string[];
};

/**
 * A page to be looked at and pointed at, not used: its elements with their classes, and each with its number in
 * `data-n` (its place among all elements of the page); no scripts, forms, frames, media or addresses to go to; pictures
 * from the outlet's own hosts alone; the look that the page brought, as far as it asks for nothing.
 */
export function sheetOf(page: Page, url: string, look: readonly string[]): Sheet {
  const numbers = numbersOf(page);
  const allowed = hostsOf(url);
  const body = page.body as Written | null;
  const inner = body ? [...body.childNodes].map((node) => write(node, { numbers, url, allowed }, 0)).join('') : '';
  const attributes = (node: Node | null): string => (node ? attributesOf(node, { numbers, url, allowed }) : '');
  const styles = look.map((css) => `<style>${safeLook(css)}</style>`).join('');
  const html = `<!doctype html><html${attributes(page.documentElement)}><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><style>${ground}</style>${styles}</head><body${attributes(body)}>${inner}</body></html>`;
  return { html, pictures: sourcesOf(url) };
}

// The first layer: what is important in it wins over everything that a page says.
const ground = `@layer window, page;
@layer window{*,*::before,*::after{animation:none!important;transition:none!important;pointer-events:auto!important}
html,body{overflow:visible!important;block-size:auto!important;max-block-size:none!important}}
@layer page{img{max-inline-size:100%;block-size:auto}img:not([src]){min-inline-size:3rem;min-block-size:2rem;outline:1px dashed #8888;display:inline-block}a{color:#1a4fa3;text-decoration:underline}body{font-family:sans-serif}}`;

/** Each element of a page with its number. */
export function numbersOf(page: Page): Map<Node, number> {
  return new Map(select(page, '*').map((node, n) => [node, n]));
}

type Pen = { numbers: ReadonlyMap<Node, number>; url: string; allowed: (address: string) => boolean };

function write(node: Written, pen: Pen, depth: number): string {
  if (node.nodeType === 3) return escapeText(node.textContent ?? '');
  if (node.nodeType !== 1 || depth > MAX_DEPTH || dropped.test(node.tagName.toUpperCase())) return '';
  const name = node.tagName.toLowerCase();
  const tag = name === 'form' ? 'div' : allowedElements.has(name) || layout.has(name) ? name : 'span';
  const open = `<${tag}${attributesOf(node, pen)}>`;
  if (voidElements.has(tag)) return open;
  return `${open}${[...node.childNodes].map((child) => write(child, pen, depth + 1)).join('')}</${tag}>`;
}

function attributesOf(node: Node, { numbers, url, allowed }: Pen): string {
  let written = ` data-n="${numbers.get(node) ?? ''}"`;
  for (const name of kept) {
    const value = node.getAttribute(name);
    if (value) written += ` ${name}="${escapeAttribute(value)}"`;
  }
  const style = safeStyle(node.getAttribute('style') ?? '');
  if (style !== '') written += ` style="${escapeAttribute(style)}"`;
  if (node.tagName === 'IMG') {
    const address = ['data-src', 'data-original', 'src']
      .map((name) => node.getAttribute(name)?.trim())
      .map((value) => (value ? webAddress(value, url) : undefined))
      .find((each) => each !== undefined && allowed(each));
    if (address !== undefined) written += ` src="${escapeAttribute(address)}"`;
    written += ` alt="${escapeAttribute(node.getAttribute('alt') ?? '')}"`;
  }
  return written;
}

const hostOf = (url: string): string => (URL.parse(url)?.host ?? '').replace(/^www\./, '');

/** Whether an address lies on the hosts of the page's outlet. */
function hostsOf(url: string): (address: string) => boolean {
  const home = hostOf(url);
  return (address) => {
    const host = hostOf(address);
    return home !== '' && (host === home || host.endsWith(`.${home}`));
  };
}

function sourcesOf(url: string): string[] {
  const home = hostOf(url);
  if (home === '') return [];
  const named = !/^[\d.:]+$|^\[/.test(home);
  return [`https://${home}`, `http://${home}`, ...(named ? [`https://*.${home}`, `http://*.${home}`] : [])];
}
