/** Turns the box of Markdown into an editor, keeps what is typed, and answers Ctrl+S and Ctrl+Enter. */
import { Editor, type JSONContent } from '@tiptap/core';
import { connectDialogs } from './parts/dialogs.ts';
import { extensions } from './parts/extensions.ts';
import { keep } from './parts/keeping.ts';
import { connectToolbar } from './parts/toolbar.ts';

const form = document.querySelector<HTMLFormElement>('form[data-writing]');
const frame = form?.querySelector<HTMLElement>('[data-editor]');
const box = frame?.querySelector('textarea');
const paper = frame?.querySelector<HTMLElement>('.editor-page');
const bar = frame?.querySelector<HTMLElement>('.editor-tools');

if (form && frame && box && paper && bar) {
  // What was typed as Markdown and not taken stays Markdown, so that the person can mend it.
  if (box.dataset.document === undefined) keep(form, () => {});
  else open(form, frame, box, paper, bar, JSON.parse(box.dataset.document));
}

function open(
  form: HTMLFormElement,
  frame: HTMLElement,
  box: HTMLTextAreaElement,
  paper: HTMLElement,
  bar: HTMLElement,
  content: JSONContent,
): void {
  const sent = Object.assign(document.createElement('input'), { type: 'hidden', name: 'document' });
  const editor = new Editor({
    element: paper,
    extensions,
    content,
    injectCSS: false,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': 'body-label',
        spellcheck: 'true',
        lang: paper.lang,
        dir: paper.dir,
      },
      handleKeyDown: (_, event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== 'k') return false;
        dialogs.link?.();
        return true;
      },
    },
  });
  const write = () => {
    sent.value = JSON.stringify(editor.getJSON());
  };
  write();
  box.after(sent);
  // Two bodies would contradict each other; a disabled field is not sent.
  box.disabled = true;
  box.hidden = true;
  paper.hidden = false;
  for (const hint of frame.querySelectorAll<HTMLElement>('.editor-markdown')) hint.hidden = true;
  document.getElementById('body-label')?.addEventListener('click', () => editor.commands.focus());

  const dialogs = connectDialogs(editor);
  connectToolbar(bar, editor, dialogs);
  const { touched } = keep(form, (fields) => {
    const [found] = fields.document ?? [];
    if (found) editor.commands.setContent(JSON.parse(found));
  });
  editor.on('update', () => {
    write();
    touched();
  });
}
