import { type Extensions, Mark, Node } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';

/** Words in another language than the text around them. */
const Foreign = Mark.create({
  name: 'foreign',
  excludes: 'link',
  addAttributes: () => ({
    lang: { default: 'und', parseHTML: (element: HTMLElement) => element.getAttribute('lang') },
  }),
  parseHTML: () => [{ tag: 'bdi[lang]' }],
  renderHTML: ({ HTMLAttributes }) => ['bdi', HTMLAttributes, 0],
});

const attribute = (name: string) => ({
  default: '',
  parseHTML: (element: HTMLElement) => element.getAttribute(name) ?? '',
});

/** A picture by its address, with its words. */
const Picture = Node.create({
  name: 'image',
  group: 'block',
  draggable: true,
  addAttributes: () => ({
    src: attribute('src'),
    alt: attribute('alt'),
    caption: attribute('title'),
    credit: attribute('data-credit'),
  }),
  parseHTML: () => [{ tag: 'img[src^="https://"]' }, { tag: 'img[src^="/media/"]' }],
  renderHTML: ({ node }) => {
    const { src, alt, caption, credit } = node.attrs;
    const image = ['img', { src, alt, title: caption, 'data-credit': credit, referrerpolicy: 'no-referrer' }];
    return ['figure', image, ['figcaption', [caption, credit].filter((part) => part !== '').join(' · ')]] as const;
  },
});

/** Whether a link may have an address; the server asks the same again. */
export const isLinkAddress = (address: string): boolean =>
  /^(https?:\/\/[^\s/]|mailto:[^\s@]+@|\/(?![/\\]))/i.test(address.trim());

/** Whether a picture may have an address; the server asks the same again. */
export const isPictureAddress = (address: string): boolean => /^(https:\/\/[^\s/]|\/media\/)/i.test(address.trim());

/** The nodes and marks of an article, and no other: what is pasted loses the rest. */
export const extensions: Extensions = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    strike: false,
    underline: false,
    heading: { levels: [2, 3, 4] },
    link: { openOnClick: false, defaultProtocol: 'https', isAllowedUri: (address) => isLinkAddress(address) },
  }),
  Foreign,
  Picture,
];
