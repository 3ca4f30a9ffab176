/** Helps translating block beside block: copies the source, goes to the next empty block, keeps what is typed. */
import { keep } from './parts/keeping.ts';

const form = document.querySelector<HTMLFormElement>('form[data-writing]');
if (form) help(form);

function help(form: HTMLFormElement): void {
  const { touched } = keep(form, () => {});
  const cells = [...form.querySelectorAll<HTMLTextAreaElement>('textarea[name=cell]')];
  for (const cell of cells) {
    const copy = cell.parentElement?.querySelector<HTMLButtonElement>('[data-copy]');
    const mayCopy = () => {
      if (copy) copy.hidden = cell.value !== '';
    };
    mayCopy();
    cell.addEventListener('input', mayCopy);
    copy?.addEventListener('click', () => {
      cell.value = cell.dataset.source ?? '';
      mayCopy();
      touched();
      cell.focus();
    });
  }
  form.addEventListener('keydown', (event) => {
    if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    const at = cells.indexOf(document.activeElement as HTMLTextAreaElement);
    const next = cells[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
