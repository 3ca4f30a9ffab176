import { decodeXmlText } from './entities.ts';
import { Scanner, Token } from './scanner.ts';

/** So many elements are read of a document, and so many within each other; the rest is passed over. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 64;

/** An element of an XML document. */
export type Node = {
  /** In lower case, without prefix. */
  readonly name: string;
  /** Names in lower case, prefixes kept; values decoded. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Node[];
  /** The text directly in it, decoded. */
  readonly text: string;
  /** What stands between its tags, as written. */
  readonly source: string;
};

type Open = {
  name: string;
  written: string;
  attributes: Map<string, string>;
  children: Node[];
  text: string;
  from: number;
};

/**
 * The elements of an XML document, whatever is wrong with it: unclosed elements end with the one around them, a cut
 * document with its last byte. Linear in its length; throws nothing; declared entities are not expanded.
 */
export function readTree(source: string): Node {
  const scanner = new Scanner(source, { xml: true });
  const root: Open = { name: '', written: '', attributes: new Map(), children: [], text: '', from: 0 };
  const stack: Open[] = [root];
  let nodes = 0;
  const close = (depth: number, until: number): void => {
    while (stack.length > depth) {
      const open = stack.pop();
      if (open) stack.at(-1)?.children.push(finished(open, source, until));
    }
  };
  for (let token = scanner.next(); token !== Token.end; token = scanner.next()) {
    const top = stack.at(-1) ?? root;
    if (token === Token.text) top.text += decodeXmlText(scanner.text);
    else if (token === Token.cdata) top.text += scanner.text;
    else if (token === Token.open) {
      if (nodes >= MAX_NODES || stack.length > MAX_DEPTH) continue;
      nodes++;
      stack.push(opened(scanner));
      if (scanner.empty) close(stack.length - 1, scanner.end);
    } else if (token === Token.close) {
      const written = scanner.name;
      const at = stack.findLastIndex((open) => open.written === written);
      if (at > 0) close(at, scanner.start);
    }
  }
  close(1, source.length);
  return finished(root, source, source.length);
}

function opened(scanner: Scanner): Open {
  const attributes = new Map<string, string>();
  for (let n = 0; n < scanner.attributes; n++)
    attributes.set(scanner.attributeName(n).toLowerCase(), decodeXmlText(scanner.attributeValue(n)));
  const written = scanner.name;
  return { name: localName(written), written, attributes, children: [], text: '', from: scanner.end };
}

const finished = ({ name, attributes, children, text, from }: Open, source: string, until: number): Node => ({
  name,
  attributes,
  children,
  text,
  get source() {
    return source.slice(from, until);
  },
});

const localName = (written: string): string => written.slice(written.indexOf(':') + 1).toLowerCase();

/** The children of a name. */
export const all = (node: Node | undefined, name: string): readonly Node[] =>
  node?.children.filter((child) => child.name === name) ?? [];

/** The first child of a name, and in it the first of the next name. */
export function first(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let found = node;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** All text in an element, with that of the elements in it, white space folded; undefined for none. */
export function textOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  const text = node.children.length === 0 ? node.text : decodeXmlText(node.source.replace(/<[^<>]*>/g, ' '));
  const folded = text.replace(/\s+/g, ' ').trim();
  return folded === '' ? undefined : folded;
}

/** The elements of a name anywhere below one, in the order of the document; none within each other. */
export function within(node: Node, name: string): Node[] {
  const found: Node[] = [];
  const left = [...node.children].reverse();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.name === name) found.push(next);
    else left.push(...[...next.children].reverse());
  }
  return found;
}
