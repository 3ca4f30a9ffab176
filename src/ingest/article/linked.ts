import { plainText } from '../markup/plain.ts';

/** What JSON-LD says of the article on a page. Texts only: dates and addresses as written. */
export type Linked = {
  headline?: string;
  author?: string;
  published?: string;
  modified?: string;
  image?: string;
  language?: string;
  publisher?: string;
};

const MAX_NODES = 500;
const articleType = /Article|BlogPosting|Report|WebPage|NewsMediaObject/;

type Json = Readonly<Record<string, unknown>>;

/** Reads the JSON-LD scripts of a page; one that cannot be read is passed over. */
export function linkedData(scripts: readonly string[]): Linked {
  const nodes = scripts.flatMap((script) => objectsIn(parse(script)));
  const article =
    nodes.find((node) => /Article|BlogPosting|Report/.test(typeOf(node))) ??
    nodes.find((node) => articleType.test(typeOf(node)));
  if (!article) return {};
  const found: Record<keyof Linked, string | undefined> = {
    headline: text(article.headline) ?? text(article.name),
    author: names(article.author),
    published: text(article.datePublished),
    modified: text(article.dateModified),
    image: address(article.image),
    language: text(article.inLanguage),
    publisher: names(article.publisher),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function parse(script: string): unknown {
  const json = script
    .replace(/^\s*(?:<!--|\/\/<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\/\]\]>|\]\]>)\s*$/, '');
  try {
    return JSON.parse(json.replace(/[\t\n\r]+/g, ' ')) as unknown;
  } catch {
    return undefined;
  }
}

/** Every object at the top or in a graph, without going deep. */
function objectsIn(value: unknown, depth = 0): Json[] {
  if (depth > 3) return [];
  if (Array.isArray(value)) return value.slice(0, MAX_NODES).flatMap((one) => objectsIn(one, depth + 1));
  if (!isObject(value)) return [];
  return [value, ...objectsIn(value['@graph'], depth + 1), ...objectsIn(value.mainEntity, depth + 1)];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(node: Json): string {
  const type = node['@type'];
  return Array.isArray(type) ? type.join(' ') : typeof type === 'string' ? type : '';
}

function text(value: unknown): string | undefined {
  if (isObject(value)) return text(value.name ?? value['@value']);
  const plain = typeof value === 'string' ? plainText(value).replace(/\s+/g, ' ') : '';
  return plain === '' ? undefined : plain;
}

function names(value: unknown): string | undefined {
  const list = (Array.isArray(value) ? value : [value]).slice(0, 10).map(text);
  return list.filter((name) => name !== undefined).join(', ') || undefined;
}

function address(value: unknown): string | undefined {
  if (Array.isArray(value)) return address(value[0]);
  if (isObject(value)) return address(value.url ?? value.contentUrl);
  return typeof value === 'string' ? value : undefined;
}
