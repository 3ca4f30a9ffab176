/** The fields of a form as they stood at a moment, by name. */
type Fields = Record<string, string[]>;

/** What lies on this device until the server has it. */
type Kept = { at: string; fields: Fields };

export type Keeping = {
  /** Something was typed. */
  touched(): void;
  /** Saves now. */
  save(): Promise<void>;
};

const pause = 3_000;
const longestPause = 20_000;
const retry = 10_000;

/**
 * Keeps what is typed into a form: on the server every few seconds, and on this device until the server has it.
 * `restore` puts words that were found on this device back into what is not a plain field.
 */
export function keep(form: HTMLFormElement, restore: (fields: Fields) => void): Keeping {
  const page = form.closest('main') ?? document;
  const status = form.querySelector<HTMLElement>('[data-status]');
  const key = `cuaso.writing ${form.action}`;
  const say = (name: string, time = '') => {
    if (status) status.textContent = (form.dataset[`say${name}`] ?? '').replace('{time}', time);
    form.dataset.standing = name.toLowerCase();
  };

  let version = 0;
  let saved = 0;
  let firstUnsaved = 0;
  let timer = 0;
  let running: Promise<void> | undefined;
  let stopped = false;
  let leaving = false;

  const keepHere = () => {
    const kept: Kept = { at: new Date().toISOString(), fields: fieldsOf(form) };
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage leaves the server as the only keeper.
    }
  };
  const forgetHere = () => localStorage.removeItem(key);

  const later = (delay: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void save(), delay);
  };

  const send = async (): Promise<void> => {
    const sent = version;
    say('Saving');
    let response: Response;
    try {
      response = await fetch(form.action, {
        method: 'POST',
        body: new FormData(form),
        headers: { accept: 'application/json' },
      });
    } catch {
      say('Offline');
      later(retry);
      return;
    }
    const answer = await response.json().catch(() => undefined);
    if (response.ok && answer?.revision) {
      saved = sent;
      field(form, 'based').value = String(answer.revision);
      if (version === sent) {
        forgetHere();
        firstUnsaved = 0;
        const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };
        say('Saved', new Date(answer.at).toLocaleTimeString(document.documentElement.lang, clock));
      } else later(pause);
    } else if (response.status === 409 && answer?.compare) {
      stopped = true;
      say('Conflict');
      const notice = page.querySelector<HTMLElement>('[data-conflict]');
      notice?.querySelector('a')?.setAttribute('href', answer.compare);
      if (notice) notice.hidden = false;
    } else if (response.status >= 500) {
      say('Offline');
      later(retry);
    } else say('Refused');
  };

  const save = async (): Promise<void> => {
    clearTimeout(timer);
    if (stopped || leaving || version === saved) return;
    running ??= send().finally(() => {
      running = undefined;
    });
    await running;
  };

  const touched = () => {
    version += 1;
    firstUnsaved ||= performance.now();
    keepHere();
    if (stopped) return;
    say('Typing');
    later(performance.now() - firstUnsaved > longestPause ? 0 : pause);
  };

  form.addEventListener('input', touched);
  // Leaving with the form would lose the page when the connection is gone: what was typed is saved first.
  form.addEventListener('submit', (event) => {
    if (leaving) return;
    // Nothing to save first; and a form cannot be sent again while it is telling that it is sent.
    if (version === saved && running === undefined) {
      leaving = true;
      return;
    }
    event.preventDefault();
    void save().then(() => {
      const standing = form.dataset.standing;
      if (stopped || standing === 'offline') return;
      leaving = true;
      if (standing !== 'refused') forgetHere();
      form.requestSubmit(event.submitter);
    });
  });
  window.addEventListener('online', () => void save());
  window.addEventListener('pageshow', () => {
    leaving = false;
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save();
  });
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && version !== saved) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === 's') {
      event.preventDefault();
      if (version === saved) say('Saved', '');
      else void save();
    } else if (event.key === 'Enter' && form.contains(document.activeElement)) {
      event.preventDefault();
      const submit =
        form.querySelector<HTMLButtonElement>('[data-submit]') ?? form.querySelector<HTMLButtonElement>('[data-save]');
      submit?.click();
    }
  });
  offerWhatWasFound(form, page, key, restore, touched);
  return { touched, save };
}

function offerWhatWasFound(
  form: HTMLFormElement,
  page: ParentNode,
  key: string,
  restore: (fields: Fields) => void,
  touched: () => void,
): void {
  const kept = read(key);
  if (!kept) return;
  const notice = page.querySelector<HTMLElement>('[data-found]');
  if (!notice || same(kept.fields, fieldsOf(form))) {
    localStorage.removeItem(key);
    return;
  }
  notice.hidden = false;
  notice.querySelector('[data-found-take]')?.addEventListener('click', () => {
    fill(form, kept.fields);
    restore(kept.fields);
    notice.hidden = true;
    touched();
  });
  notice.querySelector('[data-found-drop]')?.addEventListener('click', () => {
    localStorage.removeItem(key);
    notice.hidden = true;
  });
}

function read(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    return kept && typeof kept.fields === 'object' ? kept : undefined;
  } catch {
    return undefined;
  }
}

function fieldsOf(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    fields[name] = [...(fields[name] ?? []), value.replace(/\r\n?/g, '\n')];
  }
  return fields;
}

/** Puts values back, field by field. What the words were based on comes back too, so that a conflict is noticed. */
function fill(form: HTMLFormElement, fields: Fields): void {
  const taken = new Map<string, number>();
  for (const control of form.elements) {
    if (
      !(
        control instanceof HTMLInputElement ||
        control instanceof HTMLTextAreaElement ||
        control instanceof HTMLSelectElement
      )
    )
      continue;
    const values = fields[control.name];
    if (control instanceof HTMLInputElement && control.type === 'checkbox')
      control.checked = values?.includes(control.value) ?? false;
    else if (values) {
      const at = taken.get(control.name) ?? 0;
      control.value = values[at] ?? control.value;
      taken.set(control.name, at + 1);
    }
  }
}

/** Whether the words are the same, whatever they were based on. */
function same(a: Fields, b: Fields): boolean {
  const words = ({ based: _, beside: __, ...fields }: Fields) =>
    JSON.stringify(Object.entries(fields).sort(([x], [y]) => (x < y ? -1 : 1)));
  return words(a) === words(b);
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement)) throw new Error(`the form has no field ${name}`);
  return found;
}
