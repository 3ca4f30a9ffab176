import { parseDate } from '../dates.ts';
import type { Facts } from './article.ts';
import { isCookieBar, isFurnitureHeading, isImprint, isLone, isPointer, isTagged } from './furniture.ts';
import { linkDensity, type Node, select, textOf } from './page.ts';
import { sameTitle } from './title.ts';

const blocks = 'p, div, section, article, li, h1, h2, h3, h4, h5, h6, td, dd, dt, blockquote, pre, figcaption, center';
const blockTags =
  /^(?:P|DIV|SECTION|ARTICLE|UL|OL|LI|H[1-6]|TABLE|TBODY|TR|TD|DL|DD|DT|BLOCKQUOTE|PRE|FIGURE|FIGCAPTION|CENTER|HEADER|FOOTER|MAIN)$/;
const flowing = /^(?:P|H[1-6]|UL|OL|BLOCKQUOTE|FIGURE|TABLE|BR|IMG|STRONG|EM|B|I|A|SPAN)$/;
const MOST_BLOCKS = 4_000;
/** So many boxes of furniture are weighed against the whole text; that costs a look at all of it each time. */
const MOST_WEIGHED = 40;
/** Levels above a link at which a box of links may begin. */
const MOST_LEVELS = 5;

/**
 * Takes out of a body what its author did not write: advertisements, links to other articles and what stands after them,
 * comments, invitations; at its head the title, date, byline and path of the page, at its end tags, byline and imprint.
 * Works by what stands there, in which order, and how much of it is links; names of classes are not looked at.
 */
export function trim(body: Node, facts: Facts): void {
  let weighed = 0;
  for (const node of select(body, blocks).slice(0, MOST_BLOCKS)) {
    if (!isLeaf(node) || !body.contains(node)) continue;
    const length = node.textContent?.length ?? 0;
    if (length === 0 || length > 700) continue;
    const text = textOf(node);
    if (isFurnitureHeading(text) && weighed++ < MOST_WEIGHED) dropSection(body, node);
    else if (isFurnitureHeading(text)) node.remove();
    else if (isLone(text) || isCookieBar(text) || (holdsLink(node) && pointsElsewhere(node, text))) node.remove();
  }
  for (const box of linkedBoxes(body)) {
    if (!body.contains(box) || !(isLinkList(box) || holdsTeasers(box))) continue;
    if (weighed++ < MOST_WEIGHED) dropAfter(body, box);
    else box.remove();
  }
  trimHead(body, facts);
  trimTail(body, facts);
}

const isLeaf = (node: Node): boolean => {
  for (const child of node.children) if (blockTags.test(child.tagName)) return false;
  return true;
};

const holdsLink = (node: Node): boolean => node.querySelector('a[href]') !== null;

/** `Read more: …`, or a paragraph that is the title of another page and nothing else. */
function pointsElsewhere(node: Node, text: string): boolean {
  if (isPointer(text)) return linkDensity(node) > 0.3;
  return node.tagName === 'P' && text.length >= 20 && select(node, 'a[href]').length === 1 && linkDensity(node) > 0.95;
}

/** The boxes that hold links, the outer ones first. */
function linkedBoxes(body: Node): Node[] {
  const boxes = new Set<Node>();
  for (const link of select(body, 'a[href]').slice(0, MOST_BLOCKS)) {
    const above: Node[] = [];
    let node = link.parentElement;
    for (let level = 0; level < MOST_LEVELS && node && node !== body && !boxes.has(node); level++) {
      if (/^(?:UL|OL|DIV|SECTION|TABLE|TBODY|TR|TD|DL)$/.test(node.tagName)) above.unshift(node);
      node = node.parentElement;
    }
    for (const box of above) boxes.add(box);
  }
  return [...boxes];
}

/** A list of links to other pages: several of them, with titles rather than names, and hardly anything beside. */
function isLinkList(node: Node): boolean {
  const links = select(node, 'a[href]');
  if (links.length < 2 || links.length > 200) return false;
  const text = textOf(node).length;
  return text < 4_000 && linkDensity(node) > 0.7 && text / links.length > 12;
}

/** Three or more blocks alike in a row, each with the title of another page as a link: teasers. */
function holdsTeasers(node: Node): boolean {
  const children = [...node.children].filter(
    (child) => (child.textContent ?? '').trim() !== '' && !/^H[1-6]$/.test(child.tagName),
  );
  if (children.length < 3 || children.some((child) => child.tagName === 'P')) return false;
  const teasers = children.filter((child) => {
    const text = textOf(child).length;
    if (text > 500) return false;
    const titled = select(child, 'a[href]').find((link) => textOf(link).split(' ').length >= 4);
    return titled !== undefined && textOf(titled).length > 0.2 * text;
  });
  return teasers.length >= 3 && teasers.length >= 0.7 * children.length;
}

/** Removes a heading over other things, with the box that it heads or the links that follow it. */
function dropSection(body: Node, heading: Node): void {
  let box = heading;
  // Up to the box whose first words the heading is, as long as the box is not most of the text.
  const whole = textOf(body).length;
  while (box.parentElement && box.parentElement !== body && body.contains(box.parentElement)) {
    const above = box.parentElement;
    const text = textOf(above);
    if (!text.startsWith(textOf(heading)) || text.length > 0.4 * whole) break;
    box = above;
  }
  if (box !== heading) {
    dropAfter(body, box);
    return;
  }
  for (let next = heading.nextElementSibling; next; next = heading.nextElementSibling) {
    const text = textOf(next);
    const goesOn =
      text === '' ||
      (text.length < 400 && (linkDensity(next) > 0.25 || isTagged(text))) ||
      isLinkList(next) ||
      holdsTeasers(next);
    if (!goesOn) break;
    next.remove();
  }
  heading.remove();
}

/**
 * Removes what marks the end of an article, and the boxes behind it: comments, the next article. A box like one that
 * stands before the mark (an article in several parts) is kept, and so is everything where much of the text would go.
 */
function dropAfter(body: Node, mark: Node): void {
  for (let node: Node = mark; node !== body && node.parentElement; node = node.parentElement) {
    const behind: Node[] = [];
    for (let next = node.nextElementSibling; next; next = next.nextElementSibling) behind.push(next);
    if (behind.length === 0 || behind.some((each) => flowing.test(each.tagName) || isLeaf(each))) continue;
    const like = new Set<string>();
    for (const each of node.parentElement.children) {
      like.add(`${each.tagName} ${each.className}`);
      if (each === node) break;
    }
    const foreign = behind.filter((each) => !like.has(`${each.tagName} ${each.className}`));
    const text = foreign.reduce((sum, each) => sum + prose(each), 0);
    if (text > 0 && text <= 0.4 * prose(body)) for (const each of foreign) each.remove();
  }
  mark.remove();
}

/** Characters of running text: paragraphs that are not mostly links. */
function prose(node: Node): number {
  let sum = 0;
  for (const each of [node, ...select(node, 'p, div, td, li')]) {
    const text = isLeaf(each) ? textOf(each) : '';
    if (text.length >= 80 && linkDensity(each) < 0.3) sum += text.length;
  }
  return sum;
}

/** The first blocks of a body that hold no others, or the last ones from the end. */
function leaves(body: Node, most: number, from: 'head' | 'tail'): Node[] {
  const all = select(body, blocks);
  if (from === 'tail') all.reverse();
  const found: Node[] = [];
  for (const node of all) {
    if (isLeaf(node) && textOf(node) !== '') found.push(node);
    if (found.length === most) break;
  }
  return found;
}

function trimHead(body: Node, { title, byline }: Facts): void {
  for (const node of leaves(body, 8, 'head')) {
    const text = textOf(node);
    const furniture =
      (text.length <= 200 && title !== undefined && sameTitle(text, title)) ||
      (text.length <= 80 &&
        (isDateLine(text) || (byline !== undefined && text.length <= byline.length + 30 && text.includes(byline)))) ||
      (text.length <= 200 && linkDensity(node) > 0.5) ||
      (text.length <= 200 && isTagged(text));
    if (!furniture) return;
    node.remove();
  }
}

function trimTail(body: Node, { byline }: Facts): void {
  for (const node of leaves(body, 12, 'tail')) {
    const text = textOf(node);
    const signs = byline !== undefined && text.length <= byline.length + 12 && text.includes(byline);
    const furniture =
      signs ||
      isSignature(node, text) ||
      isImprint(text) ||
      isTagged(text) ||
      isLone(text) ||
      (text.length <= 400 && linkDensity(node) > 0.5);
    if (!furniture) return;
    node.remove();
  }
}

/** A line that says when, and nothing else: what is left beside the date are a day's name, a zone, a word like `Updated`. */
function isDateLine(text: string): boolean {
  if (!/\d/.test(text) || parseDate(text) === undefined) return false;
  const words = text
    .replace(/[\d:/.,()|+-]+/g, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  return words.length <= 6;
}

/** A name at the end, set to the right or in bold: who signed. */
function isSignature(node: Node, text: string): boolean {
  if (text.length > 40 || /[.!?…:;”"]$/u.test(text) || text.split(' ').length > 6 || /\d/.test(text)) return false;
  const right = /right/i.test(`${node.getAttribute('style') ?? ''} ${node.getAttribute('align') ?? ''}`);
  const strong = select(node, 'b, strong, em, i')[0];
  return (right || (strong !== undefined && textOf(strong) === text)) && /^\p{Lu}/u.test(text);
}
