/** The page of somebody else in its frame: what lies where on it. Nothing in it runs; it is looked at from outside. */
export type Sheet = {
  readonly document: Document;
  /** Size of the whole page, in pixels. */
  measure(): { width: number; height: number };
  /** The element with this number. */
  at(number: number): Element | undefined;
  /** The number of an element. */
  numberOf(element: Element): number | undefined;
  /** What somebody means who points there: the innermost element with a text or a picture of its own. */
  under(x: number, y: number): Element | undefined;
  /** Where an element lies on the page; undefined when it takes no room. */
  box(element: Element): DOMRect | undefined;
};

const MOST_FIXED = 5_000;

/** Reads the page in a frame; undefined while there is none. */
export function readSheet(frame: HTMLIFrameElement): Sheet | undefined {
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  if (!page?.body || !view) return undefined;
  // Nothing keeps its place or covers the window, whatever the page's own style says.
  for (const element of [...page.body.querySelectorAll<HTMLElement>('*')].slice(0, MOST_FIXED)) {
    const { position } = view.getComputedStyle(element);
    if (position === 'fixed' || position === 'sticky') element.style.setProperty('position', 'static', 'important');
  }
  const byNumber = new Map<number, Element>();
  for (const element of page.querySelectorAll('[data-n]'))
    byNumber.set(Number(element.getAttribute('data-n')), element);
  const numberOf = (element: Element): number | undefined => {
    const number = element.getAttribute('data-n');
    return number === null || number === '' ? undefined : Number(number);
  };
  return {
    document: page,
    measure: () => ({
      width: Math.min(4_000, page.documentElement.scrollWidth),
      height: Math.min(30_000, Math.max(page.documentElement.scrollHeight, page.body.scrollHeight)),
    }),
    at: (number) => byNumber.get(number),
    numberOf,
    under(x, y) {
      const all = page.elementsFromPoint(x, y).filter((element) => numberOf(element) !== undefined);
      return all.find(says) ?? all[0];
    },
    box(element) {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.height > 0 ? box : undefined;
    },
  };
}

/** Whether an element shows something itself: a picture, or words that no element within it holds. */
export function says(element: Element): boolean {
  if (element.tagName === 'IMG') return true;
  return [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
}
