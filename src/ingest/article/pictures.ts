import { present } from '../feed/feed.ts';
import { webAddress } from '../markup/address.ts';
import type { Picture } from './article.ts';
import { type Node, select, textOf } from './page.ts';

const captionClass = /caption|chu-?thich|photo-?note|image-?note|pic(?:ture)?-?desc/i;
const credit =
  /(?:^|[\s.(;–-])(?:Ảnh|Nguồn ảnh|Nguồn|Photo|Photos|Image|Credit|Source|Courtesy)(?: by)?\s*[:：]\s*([^.()]{2,80})[.)\s]*$/iu;
const MAX_CAPTION = 600;

/** The pictures of a body in their order, each once, with what is written under them. */
export function picturesOf(body: Node, url: string | undefined): Picture[] {
  const found = new Map<string, Picture>();
  for (const image of imagesIn(body)) {
    const address = addressOf(image, url);
    if (address === undefined || found.has(address) || isOrnament(image)) continue;
    const written = short(textOf(captionNode(image)));
    const match = written === undefined ? null : credit.exec(written);
    const caption = match && written !== undefined ? written.slice(0, match.index).trim() : written;
    found.set(
      address,
      present({
        url: address,
        alt: image.getAttribute('alt')?.trim(),
        caption,
        credit: match?.[1]?.trim(),
        width: pixels(image.getAttribute('width')),
        height: pixels(image.getAttribute('height')),
      }),
    );
  }
  return [...found.values()];
}

const MOST_PICTURES = 200;
const imagesIn = (body: Node): Node[] => select(body, 'img').slice(0, MOST_PICTURES);

/** The real address: late-loading pages keep it beside a placeholder. */
function addressOf(image: Node, url: string | undefined): string | undefined {
  for (const name of ['data-src', 'data-original', 'src', 'data-srcset', 'srcset']) {
    const written = image
      .getAttribute(name)
      ?.trim()
      .split(/[\s,]+(?=https?:|\/|$)|\s/)[0];
    const address = written ? webAddress(written, url) : undefined;
    if (address !== undefined) return address;
  }
  return undefined;
}

function isOrnament(image: Node): boolean {
  const width = pixels(image.getAttribute('width'));
  const height = pixels(image.getAttribute('height'));
  return (width !== undefined && width < 40) || (height !== undefined && height < 40);
}

/** What is written under the pictures of a body, where no `figcaption` says so: no text of the author's. */
export function captionsIn(body: Node): Node[] {
  const found = imagesIn(body).map((image) => (image.closest('figure') ? undefined : captionNode(image)));
  return [...new Set(found.filter((node) => node !== undefined))];
}

/**
 * In a figure its caption; else the element beside or under the picture, in the same box, that says it is one, is set in
 * italics as a whole, or ends by naming the photographer.
 */
function captionNode(image: Node): Node | undefined {
  const figure = image.closest('figure');
  if (figure) return figure.querySelector('figcaption') ?? undefined;
  let around: Node | null = image;
  for (let level = 0; level < 5 && around; level++) {
    for (let next = around.nextElementSibling, n = 0; next && n < 2; next = next.nextElementSibling, n++) {
      if (next.querySelector('img')) break;
      const text = textOf(next);
      if (text === '' || next.tagName === 'BR') continue;
      if (text.length <= MAX_CAPTION && (isCalledCaption(next) || isItalic(next, text) || credit.test(text)))
        return next;
      break;
    }
    around = around.parentElement;
    if (!around || /^(?:ARTICLE|BODY|MAIN|SECTION)$/.test(around.tagName) || textOf(around) !== '') {
      return around ? calledWithin(around) : undefined;
    }
  }
  return undefined;
}

const isCalledCaption = (node: Node): boolean =>
  captionClass.test(node.className) || select(node, '[class*="aption"]').length > 0;

/** In a box that holds more than the picture: what in it says that it is the caption. */
function calledWithin(box: Node): Node | undefined {
  if (select(box, 'img').length !== 1 || textOf(box).length > MAX_CAPTION) return undefined;
  return select(box, '[class]').find((node) => captionClass.test(node.className) && textOf(node) !== '');
}

function isItalic(node: Node, text: string): boolean {
  if (text.length > 300) return false;
  const [italic, other] = /^(?:EM|I)$/.test(node.tagName) ? [node] : select(node, 'em, i');
  return italic !== undefined && other === undefined && textOf(italic) === text;
}

function short(text: string): string | undefined {
  return text === '' || text.length > MAX_CAPTION ? undefined : text;
}

function pixels(value: string | null): number | undefined {
  const number = Number.parseInt(value ?? '', 10);
  return number > 0 ? number : undefined;
}
