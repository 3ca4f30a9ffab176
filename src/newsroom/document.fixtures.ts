import fc from 'fast-check';
import type { Block, Document, Inline, ListItem, Mark } from './document.ts';
import { normalise } from './normalise.ts';

const snippet = fc.oneof(
  fc.constantFrom(
    'xin chào',
    'Hà Nội',
    ' ',
    '  ',
    '*',
    '**',
    '_',
    '#',
    '1. ',
    '2) ',
    '- ',
    '> ',
    '===',
    '---',
    '`',
    '```',
  ),
  fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    '!',
    '![',
    '<b>',
    '&amp;',
    '&',
    '\\',
    '|',
    'https://e.org',
    '“',
    '”',
    'e\u0301',
    '\u00a0',
  ),
  fc.constantFrom('<script>alert(1)</script>', '東京', 'שלום', '🇻🇳', '"', "'", '~~', '+ ', '\u200d', '\0', '\u2028'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const words = fc.array(snippet, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));

const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.constantFrom<Mark>({ type: 'bold' }, { type: 'italic' }),
  fc
    .constantFrom('https://example.org/a?b=c&d=(e)#f', 'https://example.org/', 'mailto:a@example.org', '/vi/bai-1')
    .map((href): Mark => ({ type: 'link', attrs: { href } })),
  fc.constantFrom('fr', 'zh-Hans').map((lang): Mark => ({ type: 'foreign', attrs: { lang } })),
);

const inline: fc.Arbitrary<Inline> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant('text' as const), text: words, marks: fc.array(mark, { maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'hardBreak' }) },
);
const content = fc.array(inline, { maxLength: 5 });

const { block } = fc.letrec<{ block: Block; item: ListItem }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    content.map((content): Block => ({ type: 'paragraph', content })),
    fc
      .record({ level: fc.integer({ min: 1, max: 6 }), content })
      .map(({ level, content }): Block => ({ type: 'heading', attrs: { level }, content })),
    fc.constant<Block>({ type: 'horizontalRule' }),
    fc
      .record({ alt: words, caption: words, credit: words })
      .map((given): Block => ({ type: 'image', attrs: { src: 'https://e.org/a_(1).jpg?x=1&y=2', ...given } })),
    fc.array(tie('item'), { maxLength: 3 }).map((content): Block => ({ type: 'bulletList', content })),
    fc
      .record({ start: fc.integer({ min: 0, max: 2000 }), content: fc.array(tie('item'), { maxLength: 3 }) })
      .map(({ start, content }): Block => ({ type: 'orderedList', attrs: { start }, content })),
    fc.array(tie('block'), { maxLength: 3 }).map((content): Block => ({ type: 'blockquote', content })),
  ),
  item: fc.array(tie('block'), { maxLength: 3 }).map((content): ListItem => ({ type: 'listItem', content })),
}));

/** Documents in their normal form, with every node and mark and with the text that Markdown finds hardest. */
export const anyDocument: fc.Arbitrary<Document> = fc
  .array(block, { maxLength: 5 })
  .map((content) => normalise({ type: 'doc', content }));

const evil = fc.oneof(
  fc.constantFrom(
    'javascript:alert(1)',
    '"><script>alert(1)</script>',
    "' onerror='x",
    'data:text/html,x',
    '//e.org',
    '</p>',
  ),
  fc.constantFrom(
    'https://e.org/"onload="x',
    'https://e.org/<b>',
    'mailto:<script>',
    '/media/../../x',
    '/media/"x"',
    '__proto__',
  ),
  fc.webUrl(),
  fc.string({ maxLength: 20 }),
);
const nodeName = fc.constantFrom(
  'paragraph',
  'heading',
  'bulletList',
  'listItem',
  'blockquote',
  'image',
  'text',
  'script',
  'doc',
);

const strange = fc.letrec((tie) => ({
  node: fc.record(
    {
      type: nodeName,
      text: evil,
      attrs: fc.dictionary(
        fc.constantFrom('src', 'href', 'level', 'alt', 'caption', 'credit', 'lang', 'onclick', 'style'),
        evil,
      ),
      marks: fc.array(
        fc.record({
          type: fc.constantFrom('link', 'bold', 'foreign', 'code'),
          attrs: fc.record({ href: evil, lang: evil }),
        }),
      ),
      content: fc.array(tie('node'), { maxLength: 3 }),
    },
    { requiredKeys: ['type'] },
  ),
  document: fc.record({ type: fc.constant('doc'), content: fc.array(tie('node'), { maxLength: 3 }) }),
})).document;

const filledIn = ['text', 'alt', 'caption', 'credit', 'href', 'src'];

/** A document of ours in whose texts and addresses something hostile stands, here and there, beside attributes of its own. */
const poisoned = fc
  .tuple(anyDocument, fc.array(evil, { minLength: 8, maxLength: 8 }), fc.nat(2))
  .map(([document, poisons, offset]) => {
    let place = offset;
    return JSON.parse(
      JSON.stringify(document, (key, value) => {
        if (key === 'attrs') return { ...value, onclick: poisons[0], style: poisons[1] };
        if (!filledIn.includes(key) || typeof value !== 'string' || place++ % 3 > 0) return value;
        return poisons[place % poisons.length] || value;
      }),
    ) as unknown;
  });

/** JSON that looks like a document and wants to be one, with hostile text in every place. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(strange, poisoned);
