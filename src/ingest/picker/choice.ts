import type { Selectors } from '../article/article.ts';
import { itemParts, type ListSelectors } from '../kinds/listing/selectors.ts';
import { type ListingSettings, listingSettings, mostPages } from '../kinds/listing/settings.ts';

/** What can be pointed at on the page of a list. */
export const listParts = ['item', ...itemParts, 'next'] as const;

/** What can be pointed at on the page of an article. */
export const articleParts = ['title', 'lead', 'body', 'published', 'byline', 'remove'] as const;

export type Step = 'list' | 'article';

/** What has been chosen so far; it stands whole in the address of the page, so that going back undoes. */
export type Choice = {
  /** The listing page. */
  url: string;
  step: Step;
  /** The part that the next click names. */
  part: string;
  list: Partial<ListSelectors>;
  pages: number;
  article: Selectors;
  /** The article that is shown in the second step. */
  sample: string;
  /** The channel that is chosen anew; 0 for a new one. */
  channel: number;
};

type Given = Readonly<Record<string, string | undefined>>;

/** Reads a choice from the fields of its form; what is too long or not there is left out. */
export function readChoice(given: Given): Choice {
  const text = (name: string): string | undefined => {
    const value = given[name]?.trim();
    return value === undefined || value === '' || value.length > 300 ? undefined : value;
  };
  const step: Step = given.step === 'article' ? 'article' : 'list';
  const parts: readonly string[] = step === 'list' ? listParts : articleParts;
  const own = given.item === 'own' ? text('own') : text('item');
  const list = Object.fromEntries(listParts.map((part) => [part, part === 'item' ? own : text(part)]));
  const article = Object.fromEntries(
    articleParts.map((part) => [part, part === 'remove' ? lines(given['a-remove']) : text(`a-${part}`)]),
  );
  return {
    url: given.url?.trim().slice(0, 2_000) ?? '',
    step,
    part: given.part !== undefined && parts.includes(given.part) ? given.part : (parts[0] ?? ''),
    list: kept(list),
    pages: Math.min(mostPages, Math.max(1, Math.trunc(Number(given.pages)) || 1)),
    article: kept(article),
    sample: given.sample?.trim().slice(0, 2_000) ?? '',
    channel: /^\d{1,15}$/.test(given.channel ?? '') ? Number(given.channel) : 0,
  };
}

const lines = (text: string | undefined): string[] | undefined => {
  const found = (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line.length <= 300);
  return found.length === 0 ? undefined : [...new Set(found)].slice(0, 20);
};

const kept = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/** The choice as the parameters of an address; what stands at its default is left out. */
export function choiceParameters(choice: Choice): Record<string, string | undefined> {
  const { url, step, part, list, pages, article, sample, channel } = choice;
  return {
    url,
    step: step === 'list' ? undefined : step,
    part: part === (step === 'list' ? listParts[0] : articleParts[0]) ? undefined : part,
    ...Object.fromEntries(listParts.map((each) => [each, list[each]])),
    pages: pages === 1 ? undefined : String(pages),
    ...Object.fromEntries(
      articleParts.map((each) => [`a-${each}`, each === 'remove' ? article.remove?.join('\n') : article[each]]),
    ),
    sample: sample === '' ? undefined : sample,
    channel: channel === 0 ? undefined : String(channel),
  };
}

/** What a choice comes to as the settings of a channel; undefined while no list is chosen. */
export function settingsOf({ list, pages, article }: Choice): ListingSettings | undefined {
  const chosen = Object.keys(article).length === 0 ? undefined : article;
  const read = listingSettings.safeParse({ list, pages, ...(chosen === undefined ? {} : { article: chosen }) });
  return read.success ? read.data : undefined;
}

/** The choice that a channel's settings came from. */
export function choiceOf(url: string, channel: number, settings: ListingSettings): Choice {
  const { list, pages, article = {} } = settings;
  return { url, step: 'list', part: 'item', list: kept(list), pages, article: kept(article), sample: '', channel };
}
