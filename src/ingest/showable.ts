import { type Outlet, type Rights, rightsOn } from '../sources/index.ts';
import type { Item } from './item.ts';

declare const allowed: unique symbol;

/**
 * What of an item the public may see on a day. Nothing else makes one: a page that asks for it cannot be given anything
 * that its outlet has not allowed.
 */
export type Showable = {
  readonly [allowed]: true;
  rights: Rights;
  title: string;
  url: string | null;
  /** A few sentences (right `excerpt`), or the summary as the outlet wrote it (right `full`). */
  excerpt?: string;
  /** Only with the right `full`. */
  text?: string;
  /** Address of the outlet's own picture; only with the right `full`. */
  image?: string;
};

type Shown = Pick<Item, 'title' | 'url' | 'summary'> &
  Partial<Pick<Item, 'text' | 'image'>> & { withdrawn: Item['withdrawn'] | boolean };

/** Characters of an excerpt, and which part of a text it is at most. */
const longestExcerpt = 300;
const largestPart = 0.5;

/**
 * Gives what of an item may be shown to the public at a moment, by the rights of its outlet on that day in the country
 * (`timeZone`): without an agreement title and link alone. Undefined when its source withdrew it: then nothing.
 */
export function showable(
  { title, url, summary, text = '', image = null, withdrawn }: Shown,
  outlet: Pick<Outlet, 'rights' | 'rightsFrom' | 'rightsUntil'>,
  { now, timeZone }: { now: Date; timeZone: string },
): Showable | undefined {
  if (withdrawn) return undefined;
  const rights = rightsOn(outlet, dayIn(timeZone, now));
  const link = { rights, title, url };
  switch (rights) {
    case 'link':
      return link as Showable;
    case 'excerpt': {
      const words = excerptOf(summary, text);
      return { ...link, ...(words === '' ? {} : { excerpt: words }) } as Showable;
    }
    case 'full':
      return {
        ...link,
        ...(summary === '' ? {} : { excerpt: summary }),
        ...(text === '' ? {} : { text }),
        ...(image === null ? {} : { image }),
      } as Showable;
  }
}

/** The beginning of a summary: never so long that it stands for the text, cut between sentences or else between words. */
function excerptOf(summary: string, text: string): string {
  const whole = text.length > summary.length ? text.length : Infinity;
  const most = Math.min(longestExcerpt, Math.floor(whole * largestPart));
  if (summary.length <= most) return summary;
  const part = summary.slice(0, most);
  const sentence = /^.*[.!?…。](?=["”»']?\s|$)/su.exec(part)?.[0];
  if (sentence !== undefined && sentence.length > most / 3) return sentence;
  return `${part.replace(/\s+\S*$/u, '').toWellFormed()}…`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day at a moment somewhere, as YYYY-MM-DD. */
function dayIn(timeZone: string, at: Date): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}
