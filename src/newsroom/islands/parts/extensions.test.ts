import { getSchema } from '@tiptap/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyDocument } from '../../document.fixtures.ts';
import { documentSchema } from '../../document.ts';
import { extensions, isLinkAddress, isPictureAddress } from './extensions.ts';

const schema = getSchema(extensions);

it('the editor knows the nodes and marks that the server takes, and no other', () => {
  expect(Object.keys(schema.nodes).sort()).toEqual(
    [
      'blockquote',
      'bulletList',
      'doc',
      'hardBreak',
      'heading',
      'horizontalRule',
      'image',
      'listItem',
      'orderedList',
      'paragraph',
      'text',
    ].sort(),
  );
  expect(Object.keys(schema.marks).sort()).toEqual(['bold', 'foreign', 'italic', 'link']);
});

it('the editor opens every document that the server may give it, and gives it back unchanged', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      if (document.content.length === 0) return;
      const node = schema.nodeFromJSON(document);
      node.check();
      expect(documentSchema.parse(node.toJSON())).toEqual(document);
    }),
  );
});

it('asks for the addresses that the server takes', () => {
  expect(['https://e.org', 'mailto:a@e.org', '/vi/bai-1'].every(isLinkAddress)).toBe(true);
  expect(['javascript:alert(1)', '//e.org', 'data:x', '/\\e.org'].some(isLinkAddress)).toBe(false);
  expect(isPictureAddress('https://e.org/a.jpg') && isPictureAddress('/media/a.jpg')).toBe(true);
  expect(isPictureAddress('http://e.org/a.jpg') || isPictureAddress('data:image/png;base64,A')).toBe(false);
});
