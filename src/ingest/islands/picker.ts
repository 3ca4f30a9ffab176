/** Points at the parts of a page in its frame; what comes of it is read anew from the server after each click. */
import { type Layer, type Marks, openLayer } from './parts/layer.ts';
import { readSheet } from './parts/sheet.ts';

const form = document.querySelector<HTMLFormElement>('form[data-picker]');
if (form) start(form);

function start(form: HTMLFormElement): void {
  const frame = form.querySelector<HTMLIFrameElement>('.picker-page');
  let layer: Layer | undefined;
  let depth = 0;
  let asking: AbortController | undefined;

  const preview = (): HTMLElement | null => document.getElementById('picker-preview');
  const marksNow = (): Marks => JSON.parse(preview()?.dataset.marks ?? '{}') as Marks;
  const undoButton = (): HTMLButtonElement | null => form.querySelector<HTMLButtonElement>('[data-undo]');
  const settle = (): void => {
    layer?.mark(marksNow());
    const button = undoButton();
    if (button) button.hidden = depth === 0;
  };

  /** Shows what the server makes of an address, in place; gives the address that stands for it. */
  const show = async (address: string): Promise<string | undefined> => {
    asking?.abort();
    asking = new AbortController();
    form.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address, { headers: { accept: 'text/html' }, signal: asking.signal });
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = next.getElementById('picker-preview');
      if (!fresh) {
        location.assign(address);
        return undefined;
      }
      const focused = document.activeElement?.id;
      for (const id of ['picker-parts', 'picker-preview', 'picker-fields']) {
        const [old, made] = [document.getElementById(id), next.getElementById(id)];
        if (!old || !made) continue;
        const open = old.querySelector('details')?.open;
        const details = made.querySelector('details');
        if (details && open) details.open = true;
        old.replaceWith(document.adoptNode(made));
      }
      const save = form.querySelector<HTMLButtonElement>('button[formmethod=post]');
      if (save) save.disabled = next.querySelector<HTMLButtonElement>('button[formmethod=post]')?.disabled ?? false;
      if (focused) document.getElementById(focused)?.focus();
      return fresh.dataset.address;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return undefined;
      location.assign(address);
      return undefined;
    } finally {
      form.removeAttribute('aria-busy');
    }
  };

  /** A step forward: it stands in the history, so that going back undoes it. */
  const step = async (extra: Record<string, string>): Promise<void> => {
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && value !== '') given.append(name, value);
    for (const [name, value] of Object.entries(extra)) given.set(name, value);
    const address = await show(`${form.action}?${given}`);
    if (address === undefined) return;
    if (new URL(address, location.href).href !== location.href) {
      depth++;
      history.pushState({ depth }, '', address);
    }
    settle();
  };

  const undo = (): void => {
    if (depth > 0) history.back();
  };

  window.addEventListener('popstate', (event) => {
    depth = (event.state as { depth?: number } | null)?.depth ?? 0;
    void show(location.href).then(settle);
  });

  form.addEventListener('submit', (event) => {
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.formMethod === 'post') return;
    event.preventDefault();
    void step(button?.name ? { [button.name]: button.value } : {});
  });
  form.addEventListener('change', (event) => {
    const field = event.target as HTMLInputElement;
    if (field.dataset.leads !== undefined) form.submit();
    else if (field.name !== 'part') void step({});
  });
  form.addEventListener('click', (event) => {
    if ((event.target as HTMLElement).closest('[data-undo]')) undo();
  });

  const part = (n: number): void => {
    const choices = [...form.querySelectorAll<HTMLInputElement>('input[name=part]')];
    const chosen = choices[n - 1];
    if (chosen) chosen.checked = true;
  };

  if (!frame) return;
  const lay = (): void => {
    const sheet = readSheet(frame);
    if (!sheet || layer) return;
    layer = openLayer(frame, sheet, {
      pick: (number) => void step({ pick: String(number) }),
      undo,
      part,
      label: frame.parentElement?.dataset.label ?? frame.title,
      describedBy: 'picker-hint',
    });
    layer.fit();
    settle();
    // Pictures that arrive late move what stands below them.
    new ResizeObserver(() => layer?.fit()).observe(sheet.document.body);
    for (const image of sheet.document.images) if (!image.complete) image.addEventListener('load', () => layer?.fit());
  };
  if (frame.contentDocument?.readyState === 'complete' && frame.contentDocument.URL !== 'about:blank') lay();
  frame.addEventListener('load', lay);
}
