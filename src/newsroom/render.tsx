import type { Child } from 'hono/jsx';
import type { Block, Document, Inline, Mark } from './document.ts';

/**
 * Gives a document as HTML parts. Only what the document's own nodes stand for is written, all text escaped;
 * headings are of level 2 to 4, so that the page's title stays the only first one.
 */
export const renderDocument = (document: Document) => <>{document.content.map(renderBlock)}</>;

/** Gives one block of a document as HTML. */
export function renderBlock(block: Block) {
  switch (block.type) {
    case 'paragraph':
      return <p>{block.content.map(renderInline)}</p>;
    case 'heading': {
      const content = block.content.map(renderInline);
      if (block.attrs.level === 2) return <h2>{content}</h2>;
      return block.attrs.level === 3 ? <h3>{content}</h3> : <h4>{content}</h4>;
    }
    case 'bulletList':
      return <ul>{block.content.map(renderItem)}</ul>;
    case 'orderedList': {
      const items = block.content.map(renderItem);
      return block.attrs.start === 1 ? <ol>{items}</ol> : <ol start={block.attrs.start}>{items}</ol>;
    }
    case 'blockquote':
      return <blockquote>{block.content.map(renderBlock)}</blockquote>;
    case 'image':
      return <Picture {...block.attrs} />;
    case 'horizontalRule':
      return <hr />;
  }
}

function renderItem(item: { content: readonly Block[] }) {
  const [first, ...rest] = item.content;
  const line = first?.type === 'paragraph' ? first.content.map(renderInline) : first && renderBlock(first);
  return (
    <li>
      {line}
      {rest.map(renderBlock)}
    </li>
  );
}

function Picture({ src, alt, caption, credit }: { src: string; alt: string; caption: string; credit: string }) {
  return (
    <figure>
      <img src={src} alt={alt} loading="lazy" decoding="async" referrerpolicy="no-referrer" />
      {(caption !== '' || credit !== '') && (
        <figcaption>
          {caption} {credit !== '' && <span class="credit">{credit}</span>}
        </figcaption>
      )}
    </figure>
  );
}

function renderInline(part: Inline): Child {
  if (part.type === 'hardBreak') return <br />;
  return (part.marks ?? []).reduceRight<Child>((inner, mark) => renderMark(mark, inner), part.text);
}

function renderMark(mark: Mark, inner: Child) {
  switch (mark.type) {
    case 'bold':
      return <strong>{inner}</strong>;
    case 'italic':
      return <em>{inner}</em>;
    case 'foreign':
      return <bdi lang={mark.attrs.lang}>{inner}</bdi>;
    case 'link':
      return mark.attrs.href.startsWith('/') ? (
        <a href={mark.attrs.href}>{inner}</a>
      ) : (
        <a href={mark.attrs.href} rel="external noopener">
          {inner}
        </a>
      );
  }
}
