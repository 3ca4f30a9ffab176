/** Keeps the board as it is in the database: told that it changed, the page asks for itself anew and takes over what is new. */

const pause = 1_500;
const board = () => document.getElementById('board');
const status = document.getElementById('live');
const hold = document.getElementById('live-hold') as HTMLInputElement | null;

let asking = false;
let again = false;
let timer = 0;

const say = (state: 'on' | 'off' | 'updated'): void => {
  if (status) status.textContent = status.dataset[state] ?? '';
};

const rowsOf = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-row]')];
const addressOf = (row: Element | null | undefined): string => row?.querySelector('a')?.getAttribute('href') ?? '';

async function refresh(): Promise<void> {
  if (asking || hold?.checked) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('board');
    const present = board();
    if (!next || !present) return;
    const known = new Set(rowsOf(present).map(addressOf));
    const focused = addressOf(document.activeElement?.closest('[data-row]'));
    const marked = addressOf(present.querySelector('[data-here]'));
    for (const row of rowsOf(next)) {
      if (!known.has(addressOf(row))) row.setAttribute('data-fresh', '');
      if (marked !== '' && addressOf(row) === marked) row.setAttribute('data-here', '');
    }
    present.replaceWith(next);
    if (focused !== '')
      rowsOf(next)
        .find((row) => addressOf(row) === focused)
        ?.querySelector('a')
        ?.focus({ preventScroll: true });
    say('updated');
  } finally {
    asking = false;
    if (again && !hold?.checked) schedule();
  }
}

function schedule(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void refresh(), pause);
}

const stream = new EventSource('/desk/stories/live');
stream.addEventListener('version', (event) => {
  say('on');
  if ((event as MessageEvent<string>).data !== board()?.dataset.version) schedule();
});
stream.addEventListener('error', () => say('off'));
hold?.addEventListener('change', () => {
  if (!hold.checked && again) schedule();
});
addEventListener('pagehide', () => stream.close());
