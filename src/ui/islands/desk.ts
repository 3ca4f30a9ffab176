/** Keys, focus and double submits on the desk. Everything it reaches for is an ordinary link, button or form. */

const wait = 1200;
let pending = '';
let timer = 0;

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')];
const here = (): HTMLElement | null => document.querySelector('[data-row][data-here]');

function move(by: 1 | -1): void {
  const all = rows();
  const present = here();
  const place = present ? all.indexOf(present) + by : by > 0 ? 0 : all.length - 1;
  const target = all[Math.min(Math.max(place, 0), all.length - 1)];
  if (!target) return;
  present?.removeAttribute('data-here');
  target.setAttribute('data-here', '');
  target.querySelector<HTMLElement>('a[href]')?.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'nearest' });
}

/** Presses what carries the keys: within the present row first, then anywhere on the page. */
function press(keys: string): boolean {
  const selector = `[data-keys="${CSS.escape(keys)}"]`;
  const target = here()?.querySelector<HTMLElement>(selector) ?? document.querySelector<HTMLElement>(selector);
  if (!target) return false;
  if (target instanceof HTMLInputElement && target.type !== 'checkbox') {
    target.focus();
    target.select();
  } else target.click();
  return true;
}

const begins = (keys: string): boolean => document.querySelector(`[data-keys^="${CSS.escape(`${keys} `)}"]`) !== null;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="submit"])'));

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
  if (typing(event.target)) {
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
    return;
  }
  const keys = pending ? `${pending} ${event.key}` : event.key;
  pending = '';
  clearTimeout(timer);
  if (keys === '?') document.getElementById('keys')?.togglePopover();
  else if (keys === 'j') move(1);
  else if (keys === 'k') move(-1);
  else if (begins(keys)) {
    pending = keys;
    timer = setTimeout(() => {
      pending = '';
    }, wait);
  } else if (!press(keys)) return;
  event.preventDefault();
}

/** A second press of the same button sends nothing; a page brought back by the back button may send again. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.hasAttribute('data-sent')) event.preventDefault();
  form.setAttribute('data-sent', '');
  form.setAttribute('aria-busy', 'true');
}

/** The box in the head of a table picks all its rows, or none. */
function pickAll(all: HTMLInputElement): void {
  const boxes = () => [
    ...document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(all.dataset.all ?? '')}"]`),
  ];
  all.hidden = false;
  all.addEventListener('change', () => {
    for (const box of boxes()) box.checked = all.checked;
  });
  document.addEventListener('change', ({ target }) => {
    if (target === all) return;
    const picked = boxes().filter((box) => box.checked).length;
    all.checked = picked > 0 && picked === boxes().length;
    all.indeterminate = picked > 0 && !all.checked;
  });
}

for (const all of document.querySelectorAll<HTMLInputElement>('input[data-all]')) pickAll(all);
document.addEventListener('keydown', onKey);
document.addEventListener('submit', onSubmit);
document.addEventListener('focusin', (event) => {
  const row = (event.target as HTMLElement).closest('[data-row]');
  if (!row || row === here()) return;
  here()?.removeAttribute('data-here');
  row.setAttribute('data-here', '');
});
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('[data-sent]')) {
    form.removeAttribute('data-sent');
    form.removeAttribute('aria-busy');
  }
});
document.querySelector<HTMLElement>('[data-focus]')?.focus();
