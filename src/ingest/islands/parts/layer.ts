import { type Sheet, says } from './sheet.ts';

/** Numbers of elements by the part that they were taken for. */
export type Marks = Record<string, number[]>;

export type Layer = {
  element: HTMLElement;
  /** Draws what was taken for what. */
  mark(marks: Marks): void;
  /** Fits the layer to the page after it has changed its size. */
  fit(): void;
};

type Told = { pick(number: number): void; undo(): void; part(n: number): void; label: string; describedBy: string };

/**
 * A transparent layer of ours over the frame: it takes the pointer and the keys, and bears the marks. The page beneath it
 * gets no event and cannot draw over it. Arrows walk the page: up to what holds an element, down into it, left and right
 * beside it; Enter picks.
 */
export function openLayer(frame: HTMLIFrameElement, sheet: Sheet, told: Told): Layer {
  const element = document.createElement('div');
  element.className = 'picker-layer';
  element.tabIndex = 0;
  element.setAttribute('role', 'application');
  element.setAttribute('aria-label', told.label);
  element.setAttribute('aria-describedby', told.describedBy);
  const marks = document.createElement('div');
  const cursor = document.createElement('div');
  cursor.className = 'picker-cursor';
  cursor.hidden = true;
  const words = document.createElement('p');
  words.className = 'unseen';
  words.setAttribute('aria-live', 'polite');
  element.append(marks, cursor, words);
  frame.after(element);
  let at: Element | undefined;

  const place = (box: HTMLElement, target: Element): boolean => {
    const found = sheet.box(target);
    if (!found) return false;
    box.style.insetInlineStart = `${found.left}px`;
    box.style.insetBlockStart = `${found.top}px`;
    box.style.inlineSize = `${found.width}px`;
    box.style.blockSize = `${found.height}px`;
    return true;
  };

  const go = (target: Element | undefined, speak: boolean): void => {
    at = target;
    cursor.hidden = !target || !place(cursor, target);
    if (!target || !speak) return;
    const text = (target.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 80);
    words.textContent = `${target.tagName.toLowerCase()}: ${text || (target.getAttribute('alt') ?? '')}`;
    cursor.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  const pick = (): void => {
    const number = at && sheet.numberOf(at);
    if (number !== undefined) told.pick(number);
  };

  const where = (event: MouseEvent): Element | undefined => {
    const { left, top } = element.getBoundingClientRect();
    return sheet.under(event.clientX - left, event.clientY - top);
  };
  element.addEventListener('pointermove', (event) => go(where(event), false));
  element.addEventListener('pointerleave', () => {
    if (document.activeElement !== element) go(undefined, false);
  });
  element.addEventListener('click', (event) => {
    go(where(event), false);
    pick();
  });
  element.addEventListener('focus', () => {
    if (!at) go(sheet.document.body.querySelector('[data-n]') ?? undefined, true);
  });

  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key === 'z' && !event.altKey) {
        event.preventDefault();
        told.undo();
      }
      return;
    }
    const steps: Record<string, () => void> = {
      ArrowUp: () => go(shown(at, 'parentElement') ?? at, true),
      ArrowDown: () => go(inner(at) ?? at, true),
      ArrowLeft: () => go(beside(at, 'previousElementSibling') ?? at, true),
      ArrowRight: () => go(beside(at, 'nextElementSibling') ?? at, true),
      Enter: pick,
      ' ': pick,
      u: told.undo,
    };
    const step = /^[1-9]$/.test(event.key) ? () => told.part(Number(event.key)) : steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  });

  /** The next element in a direction that takes room. */
  const shown = (
    from: Element | undefined,
    way: 'parentElement' | 'previousElementSibling' | 'nextElementSibling',
  ): Element | undefined => {
    for (let next = from?.[way]; next && next !== sheet.document.documentElement; next = next[way])
      if (sheet.numberOf(next) !== undefined && sheet.box(next)) return next;
    return undefined;
  };

  /** The next element beside this one, or else beside what holds it. */
  const beside = (
    from: Element | undefined,
    way: 'previousElementSibling' | 'nextElementSibling',
  ): Element | undefined => {
    for (let each = from; each; each = shown(each, 'parentElement')) {
      const found = shown(each, way);
      if (found) return found;
    }
    return undefined;
  };

  /** The first element within that takes room; through boxes that hold nothing but one other. */
  const inner = (from: Element | undefined): Element | undefined => {
    let found = [...(from?.children ?? [])].find((child) => sheet.numberOf(child) !== undefined && sheet.box(child));
    while (found && found.children.length === 1 && !says(found)) {
      const [only] = found.children;
      if (!only || !sheet.box(only)) break;
      found = only;
    }
    return found;
  };

  let drawn: Marks = {};
  const draw = (): void => {
    marks.replaceChildren(
      ...Object.entries(drawn).flatMap(([part, numbers]) =>
        numbers.slice(0, 300).flatMap((number) => {
          const target = sheet.at(number);
          const box = document.createElement('div');
          box.className = `picker-mark mark-${part}`;
          return target && place(box, target) ? [box] : [];
        }),
      ),
    );
  };

  return {
    element,
    mark(given) {
      drawn = given;
      draw();
    },
    fit() {
      const { width, height } = sheet.measure();
      for (const each of [frame, element]) {
        each.style.inlineSize = `max(100%, ${width}px)`;
        each.style.blockSize = `${height}px`;
      }
      draw();
      if (at) go(at, false);
    },
  };
}
