import type { ChainedCommands, Editor } from '@tiptap/core';

type Tool = {
  run(chain: ChainedCommands): ChainedCommands;
  isOn?(editor: Editor): boolean;
};

const mark = (name: string): Tool => ({
  run: (chain) => chain.toggleMark(name),
  isOn: (editor) => editor.isActive(name),
});
const heading = (level: 2 | 3 | 4): Tool => ({
  run: (chain) => chain.toggleHeading({ level }),
  isOn: (editor) => editor.isActive('heading', { level }),
});

const tools: Readonly<Record<string, Tool>> = {
  bold: mark('bold'),
  italic: mark('italic'),
  'heading-2': heading(2),
  'heading-3': heading(3),
  'heading-4': heading(4),
  bulletList: { run: (chain) => chain.toggleBulletList(), isOn: (editor) => editor.isActive('bulletList') },
  orderedList: { run: (chain) => chain.toggleOrderedList(), isOn: (editor) => editor.isActive('orderedList') },
  blockquote: { run: (chain) => chain.toggleBlockquote(), isOn: (editor) => editor.isActive('blockquote') },
  horizontalRule: { run: (chain) => chain.setHorizontalRule() },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
};

/**
 * Connects the buttons with the editor: pressed where the cursor stands in what they make, one stop of the Tab key,
 * arrow keys between them (ARIA toolbar pattern). `dialogs` are the tools that ask something first.
 */
export function connectToolbar(bar: HTMLElement, editor: Editor, dialogs: Readonly<Record<string, () => void>>): void {
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>('[data-tool]')];
  const nameOf = (button: HTMLButtonElement) => button.dataset.tool ?? '';
  for (const button of buttons) {
    const tool = tools[nameOf(button)];
    // The editor keeps its selection only while it keeps the focus.
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => {
      if (tool) tool.run(editor.chain().focus()).run();
      else dialogs[nameOf(button)]?.();
    });
    button.tabIndex = button === buttons[0] ? 0 : -1;
  }
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || at === -1) return;
    event.preventDefault();
    const forward = getComputedStyle(bar).direction === 'rtl' ? -step : step;
    const next = buttons[(at + forward + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  });

  const refresh = () => {
    for (const button of buttons) {
      const name = nameOf(button);
      const tool = tools[name];
      if (tool?.isOn || name in dialogs)
        button.setAttribute('aria-pressed', String(tool?.isOn?.(editor) ?? editor.isActive(name)));
      if (name === 'undo' || name === 'redo') button.disabled = !editor.can()[name]();
    }
  };
  editor.on('transaction', refresh);
  refresh();
  bar.hidden = false;
}
