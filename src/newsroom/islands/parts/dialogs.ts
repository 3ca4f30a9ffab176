import type { Editor } from '@tiptap/core';
import { isLinkAddress, isPictureAddress } from './extensions.ts';

/** One dialog: how it is filled from what is selected, what it does with what was typed, and whether that is right. */
type Ask = {
  fill(editor: Editor): Readonly<Record<string, string>>;
  isRight(typed: (name: string) => string): boolean;
  set(editor: Editor, typed: (name: string) => string): void;
  remove?(editor: Editor): void;
};

const isLanguage = (tag: string): boolean => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(tag);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Marks the selection, or puts the words in where nothing is selected. */
function setMark(editor: Editor, name: string, attrs: Record<string, string>, words: string): void {
  const chain = editor.chain().focus();
  if (editor.state.selection.empty && !editor.isActive(name))
    chain.insertContent({ type: 'text', text: words, marks: [{ type: name, attrs }] }).run();
  else chain.extendMarkRange(name).setMark(name, attrs).run();
}

const asks: Readonly<Record<string, Ask>> = {
  link: {
    fill: (editor) => ({ href: text(editor.getAttributes('link').href) }),
    isRight: (typed) => isLinkAddress(typed('href')),
    set: (editor, typed) => setMark(editor, 'link', { href: typed('href') }, typed('href')),
    remove: (editor) => editor.chain().focus().extendMarkRange('link').unsetMark('link').run(),
  },
  foreign: {
    fill: (editor) => ({ lang: text(editor.getAttributes('foreign').lang) }),
    isRight: (typed) => isLanguage(typed('lang')),
    set: (editor, typed) => setMark(editor, 'foreign', { lang: typed('lang') }, typed('lang')),
    remove: (editor) => editor.chain().focus().extendMarkRange('foreign').unsetMark('foreign').run(),
  },
  image: {
    fill: (editor) => {
      const { src, alt, caption, credit } = editor.getAttributes('image');
      return { src: text(src), alt: text(alt), caption: text(caption), credit: text(credit) };
    },
    isRight: (typed) => isPictureAddress(typed('src')),
    set: (editor, typed) => {
      const attrs = { src: typed('src'), alt: typed('alt'), caption: typed('caption'), credit: typed('credit') };
      const chain = editor.chain().focus();
      if (editor.isActive('image')) chain.updateAttributes('image', attrs).run();
      else chain.insertContent({ type: 'image', attrs }).run();
    },
  },
};

/** Gives what opens each dialog of a page. */
export function connectDialogs(editor: Editor): Record<string, () => void> {
  const openers: Record<string, () => void> = {};
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-dialog]')) {
    const ask = asks[form.dataset.dialog ?? ''];
    const dialog = form.closest('dialog');
    if (!ask || !dialog) continue;
    const inputs = [...form.querySelectorAll('input')];
    const wrong = form.querySelector<HTMLElement>('[data-wrong]');
    const typed = (name: string) => inputs.find((input) => input.name === name)?.value.trim() ?? '';
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const isRight = ask.isRight(typed);
      if (wrong) wrong.hidden = isRight;
      if (!isRight) return inputs[0]?.focus();
      dialog.hidePopover();
      ask.set(editor, typed);
    });
    form.querySelector<HTMLButtonElement>('[name=remove]')?.addEventListener('click', () => {
      dialog.hidePopover();
      ask.remove?.(editor);
    });
    openers[form.dataset.dialog ?? ''] = () => {
      const values = ask.fill(editor);
      for (const input of inputs) input.value = values[input.name] ?? '';
      if (wrong) wrong.hidden = true;
      dialog.showPopover();
      inputs[0]?.focus();
    };
  }
  return openers;
}
