import { type Node, type Page, select } from '../../article/page.ts';

/** Names that last: neither generated nor a state. */
const name = /^-?[a-z_][\w-]*$/i;
const passing =
  /\d{4,}|^(?:active|current|selected|open|odd|even|first|last|hover|show|hidden|clearfix|row-?\d+|item-?\d+|post-?\d+|stt\d*|left|right|fl|fr|pull-\w+|col(?:-\w+)*|col\d+|wow|animated|fade\w*|ng-\w+|lazy\w*|js-\w+|swiper-slide-\w+|slick-(?:active|current|cloned))$|[a-z\d]*\d[a-z\d]*[a-z]\d[a-z\d]*$|__[a-zA-Z\d]{5,}$/i;

/** Classes of an element that say what it is, in their order. */
export function lastingClasses(node: Node): string[] {
  const classes = node.className.split(/\s+/).filter((each) => each !== '' && name.test(each) && !passing.test(each));
  return [...new Set(classes)].slice(0, 6);
}

/** Its tag with the given classes. */
export const shape = (node: Node, classes: readonly string[]): string =>
  [node.tagName.toLowerCase(), ...classes].join('.');

const lastingId = (node: Node): string | undefined =>
  node.id !== '' && name.test(node.id) && !/\d{4,}/.test(node.id) ? `#${node.id}` : undefined;

const isOnly = (page: Node, selector: string, node: Node): boolean => {
  const [first, second] = select(page, selector);
  return first === node && second === undefined;
};

/**
 * A selector that names this one element of the page, as short and as lasting as it can be: its id, its classes, its
 * classes within an ancestor that has such, at last its place. Undefined where the document itself is meant.
 */
export function pathOf(page: Page, node: Node): string | undefined {
  if (node.parentElement === null) return undefined;
  const tag = node.tagName.toLowerCase();
  if (tag === 'body' || tag === 'html') return tag;
  const id = lastingId(node);
  if (id && isOnly(page, id, node)) return id;
  const own = lastingClasses(node);
  const shapes = [...own.map((each) => shape(node, [each])), ...(own.length > 1 ? [shape(node, own)] : []), tag];
  const alone = shapes.find((each) => isOnly(page, each, node));
  if (alone) return alone;
  let above: Node | null = node.parentElement;
  for (let level = 0; level < 6 && above; level++, above = above.parentElement) {
    const anchor =
      lastingId(above) ?? (lastingClasses(above).length > 0 ? shape(above, lastingClasses(above)) : undefined);
    const within = anchor && shapes.map((each) => `${anchor} ${each}`).find((each) => isOnly(page, each, node));
    if (within) return within;
  }
  const parent = pathOf(page, node.parentElement);
  return parent && `${parent} > ${tag}${place(node)}`;
}

/** `:nth-of-type`, where siblings of the same tag stand beside it. */
function place(node: Node): string {
  const alike = [...(node.parentElement?.children ?? [])].filter((each) => each.tagName === node.tagName);
  return alike.length > 1 ? `:nth-of-type(${alike.indexOf(node) + 1})` : '';
}

/** A selector that names the same part in each item: the first match within `item` is `node`; undefined when it lies outside. */
export function partOf(item: Node, node: Node): string | undefined {
  if (item === node || !item.contains(node)) return undefined;
  const isFirst = (selector: string): boolean => select(item, selector)[0] === node;
  const tag = node.tagName.toLowerCase();
  const own = lastingClasses(node);
  const shapes = [...own.map((each) => `.${each}`), ...own.map((each) => shape(node, [each])), tag];
  const alone = shapes.find(isFirst);
  if (alone) return alone;
  for (let above = node.parentElement; above && above !== item; above = above.parentElement) {
    const parents = [...lastingClasses(above).map((each) => `.${each}`), above.tagName.toLowerCase()];
    const within = parents.flatMap((parent) => shapes.map((each) => `${parent} ${each}`)).find(isFirst);
    if (within) return within;
  }
  const alike = `${tag}${place(node)}`;
  return isFirst(alike) ? alike : undefined;
}

/** A selector for elements that are alike under one parent: their tag and the classes that all of them bear. */
export function rowOf(page: Page, rows: readonly Node[]): string | undefined {
  const [first] = rows;
  const parent = first?.parentElement;
  if (!first || !parent) return undefined;
  const shared = lastingClasses(first).filter((each) => rows.every((row) => lastingClasses(row).includes(each)));
  const within = pathOf(page, parent);
  return within && `${within} > ${shape(first, shared.slice(0, 2))}`;
}
