import { z } from 'zod';
import { normalise } from './normalise.ts';

/** A mark on a run of text. `foreign` says that the words are in another language than the text around them. */
export type Mark =
  | { type: 'bold' }
  | { type: 'italic' }
  | { type: 'link'; attrs: { href: string } }
  | { type: 'foreign'; attrs: { lang: string } };

export type TextRun = { type: 'text'; text: string; marks?: Mark[] };
export type Inline = TextRun | { type: 'hardBreak' };
type Paragraph = { type: 'paragraph'; content: Inline[] };
type Heading = { type: 'heading'; attrs: { level: number }; content: Inline[] };
export type ListItem = { type: 'listItem'; content: Block[] };
type BulletList = { type: 'bulletList'; content: ListItem[] };
type OrderedList = { type: 'orderedList'; attrs: { start: number }; content: ListItem[] };
type Blockquote = { type: 'blockquote'; content: Block[] };
type Picture = { type: 'image'; attrs: { src: string; alt: string; caption: string; credit: string } };
export type Block = Paragraph | Heading | BulletList | OrderedList | Blockquote | Picture | { type: 'horizontalRule' };

/** The body of an article: ProseMirror JSON with the nodes and marks above and no other. */
export type Document = { type: 'doc'; content: Block[] };

/** The largest body that is taken, in characters of text and in nodes; 400,000 characters are a book of 250 pages. */
const limits = { characters: 400_000, nodes: 20_000, depth: 60 } as const;

/** Gives a web address that a link may have, in its normal form: https, http, mailto or a path of our own. */
export function linkHref(value: string): string | undefined {
  const text = value.trim().slice(0, 2000);
  if (/^\/(?![/\\])/.test(text)) {
    const own = URL.parse(text, 'https://own.invalid');
    return own?.host === 'own.invalid' ? own.pathname + own.search + own.hash : undefined;
  }
  const url = URL.parse(text);
  return url && ['https:', 'http:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}

/** Gives an address that a picture may have, in its normal form: https, or `/media/…` of our own. */
export function pictureSource(value: string): string | undefined {
  const href = linkHref(value);
  return href?.startsWith('https:') || href?.startsWith('/media/') ? href : undefined;
}

const address = (allow: (value: string) => string | undefined, say: string) =>
  z.string().transform((value, context) => {
    const allowed = allow(value);
    if (allowed !== undefined) return allowed;
    context.addIssue({ code: 'custom', message: say });
    return z.NEVER;
  });

const mark = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({
    type: z.literal('link'),
    attrs: z.object({
      href: address(linkHref, 'a link needs an address that begins with https://, http:// or mailto:'),
    }),
  }),
  z.object({
    type: z.literal('foreign'),
    attrs: z.object({ lang: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'not a language tag') }),
  }),
]);

const inline = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string(),
    marks: z
      .array(mark)
      .max(8)
      .nullish()
      .transform((marks) => marks ?? []),
  }),
  z.object({ type: z.literal('hardBreak') }),
]);
const inlines = z
  .array(inline)
  .nullish()
  .transform((content) => content ?? []);
const words = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

const listItem = z.object({
  type: z.literal('listItem'),
  get content(): z.ZodType<Block[]> {
    return blocks;
  },
});

const block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('paragraph'), content: inlines }),
    z.object({
      type: z.literal('heading'),
      attrs: z.object({ level: z.int().min(1).max(6) }),
      content: inlines,
    }),
    z.object({ type: z.literal('bulletList'), content: z.array(listItem) }),
    z.object({
      type: z.literal('orderedList'),
      attrs: z.object({ start: z.int().min(0).max(999_999_999).catch(1) }).prefault({ start: 1 }),
      content: z.array(listItem),
    }),
    z.object({ type: z.literal('blockquote'), content: blocks }),
    z.object({
      type: z.literal('image'),
      attrs: z.object({
        src: address(pictureSource, 'a picture needs an address that begins with https:// or /media/'),
        alt: words,
        caption: words,
        credit: words,
      }),
    }),
    z.object({ type: z.literal('horizontalRule') }),
  ]),
);
const blocks: z.ZodType<Block[]> = z.lazy(() =>
  z
    .array(block)
    .nullish()
    .transform((content) => content ?? []),
);

/** Walks without recursion, so that no depth of nesting can exhaust the stack before it is refused. */
function tooLarge(value: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  let nodes = 0;
  let characters = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value === 'string') characters += next.value.length;
    if (typeof next.value !== 'object' || next.value === null) continue;
    nodes += Array.isArray(next.value) ? 0 : 1;
    if (next.depth > 2 * limits.depth) return 'the body is nested too deeply';
    if (nodes > 3 * limits.nodes || characters > 2 * limits.characters) return 'the body is too long';
    for (const child of Object.values(next.value)) open.push({ value: child, depth: next.depth + 1 });
  }
  return undefined;
}

/**
 * Takes ProseMirror JSON from outside and gives a Document in its normal form, or says what is wrong with it.
 * Attributes that are not listed are dropped; nodes and marks that are not listed are refused.
 */
export const documentSchema = z
  .unknown()
  .superRefine((value, context) => {
    const issue = tooLarge(value);
    if (issue) context.addIssue({ code: 'custom', message: issue, fatal: true, continue: false });
  })
  .pipe(z.object({ type: z.literal('doc'), content: blocks }))
  .transform((document): Document => normalise(document));
