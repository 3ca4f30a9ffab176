import { getLogger } from '@logtape/logtape';
import { type Fetched, isUnavailable } from '../platform/index.ts';
import { markPages } from '../sources/index.ts';
import { judgeCanonical } from './address.ts';
import { extractArticle } from './article/extract.ts';
import { askFor } from './ask.ts';
import { trustDate } from './dates.ts';
import { itemsArrived } from './events.ts';
import { Troubled } from './kinds/kind.ts';
import { type Trouble, troubleOfAnswer } from './outcome.ts';
import { backoff, later, looksAfter, watchedFor } from './schedule.ts';
import { type Body, type Page, retryPage, settlePages } from './store/pages.ts';
import { type Sight, watchPages } from './store/watch.ts';
import { decode } from './text/decode.ts';
import type { Deps } from './visit.ts';

const log = getLogger(['cuaso', 'ingest', 'pages']);

const pageBytes = 8_000_000;
/** A page that fails for a reason that may pass is tried so often in all. */
const tries = 3;

// Time may mend these; of the others one look is enough.
const passing: ReadonlySet<string> = new Set([
  'dns',
  'connect',
  'tls',
  'timeout',
  'rate-limited',
  'server-error',
  'protocol',
]);

const mayPass = ({ outcome, host }: Trouble): boolean => passing.has(outcome) || (outcome === 'robots' && host);
/** Whether nothing was asked yet: that is no try. */
const waits = ({ outcome }: Trouble): boolean => outcome === 'budget';

/** What reading a page gave: a text to store, or `again` when it is worth another try later. */
export type Reading = {
  page: Page;
  body: Body;
  /** By what the page is asked for conditionally. */
  sight?: Pick<Sight, 'etag' | 'lastModified'>;
  trouble?: Trouble;
  again: boolean;
};

type Validators = { etag?: string | null; lastModified?: string | null };

/** Asks for the page of an article, on a host that this process works off, or as a `guest` there. Throws as `askFor` does. */
export const askPage = (
  deps: Deps,
  { url, host, outletId }: Pick<Page, 'url' | 'host' | 'outletId'>,
  validators: Validators,
  signal?: AbortSignal,
  guest = false,
): Promise<Fetched> =>
  askFor(deps, { outletId, signal, ...(guest ? {} : { holds: host }) }, url, {
    headers: { accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5' },
    ...validators,
    maxBytes: pageBytes,
  });

/**
 * Fetches the page of an article and finds the article in it. Where that fails for good, the body is what the channel
 * said of the item, with the reason. Throws only when the signal aborts.
 */
export async function readPage(deps: Deps, page: Page, signal?: AbortSignal, guest = false): Promise<Reading> {
  const { clock, measure } = deps;
  let trouble: Trouble | undefined;
  try {
    const answer = await askPage(deps, page, {}, signal, guest);
    measure?.('fetch', answer.milliseconds);
    trouble = troubleOfAnswer(answer, clock());
    if (!trouble) {
      const began = performance.now();
      const body = articleBody(deps, page, answer);
      measure?.('extract', performance.now() - began);
      const { etag = null, 'last-modified': lastModified = null } = answer.headers;
      return { page, body, sight: { etag, lastModified }, again: false };
    }
  } catch (error) {
    if (!(error instanceof Troubled)) throw error;
    trouble = error.trouble;
  }
  const again = waits(trouble) || (mayPass(trouble) && page.tries + 1 < tries);
  return { page, body: summaryOf(page, trouble.outcome, trouble.detail), trouble, again };
}

/**
 * Stores what some pages gave, all in one transaction; then their items have arrived. Those worth another try wait.
 * Gives how many have arrived.
 */
export async function settleReadings(deps: Deps, readings: readonly Reading[]): Promise<number> {
  const began = performance.now();
  try {
    return await settle(deps, readings);
  } catch (error) {
    const [only] = readings;
    if (isUnavailable(error) || only === undefined) throw error;
    // One text that the database refuses must not hold up the others.
    if (readings.length > 1) {
      let arrived = 0;
      for (const reading of readings) arrived += await settleReadings(deps, [reading]);
      return arrived;
    }
    log.warning('the text of {url} could not be stored: {error}', { url: only.page.url, error });
    return settle(deps, [
      { ...only, body: summaryOf(only.page, 'protocol', 'its text could not be stored'), again: false },
    ]);
  } finally {
    deps.measure?.('store', performance.now() - began);
  }
}

async function settle({ db, clock, chance }: Deps, readings: readonly Reading[]): Promise<number> {
  const now = clock();
  const bodies = readings.filter(({ again }) => !again).map(({ body }) => body);
  // An address of which neither channel nor page gave a title has nothing to tell: it is kept, and not announced.
  const silent = new Set(readings.flatMap(({ page, body }) => (page.titled || body.title ? [] : [page.itemId])));
  return db.transaction().execute(async (trx) => {
    const ids = bodies.length === 0 ? [] : await settlePages(trx, bodies, now);
    await itemsArrived(
      trx,
      ids.filter((id) => !silent.has(id)),
    );
    await markPages(trx, marksOf(readings));
    await watchPages(
      trx,
      sightsIn(readings),
      new Date(now.getTime() - watchedFor * 1_000),
      later(now, looksAfter[0], chance()),
    );
    for (const { page, trouble, again } of readings)
      if (again)
        await retryPage(trx, page.itemId, {
          dueAt: later(now, backoff(page.tries + 1, trouble?.retryAfter), chance()),
          tries: page.tries + (trouble && waits(trouble) ? 0 : 1),
        });
    return ids.length;
  });
}

/** For each channel, whether articles were found in the pages that could be had. */
function marksOf(readings: readonly Reading[]): Map<number, string> {
  const marks = new Map<number, string>();
  for (const { page, body, trouble } of readings)
    if (!trouble) marks.set(page.channelId, (marks.get(page.channelId) ?? '') + (body.origin === 'page' ? '+' : '-'));
  return marks;
}
const sightsIn = (readings: readonly Reading[]): Sight[] =>
  readings.flatMap(({ page: { itemId, url, host, selectors }, body, sight }) =>
    sight && body.origin === 'page' ? [{ itemId, url, host, selectors, title: body.heading ?? '', ...sight }] : [],
  );

function articleBody({ clock, identify }: Deps, page: Page, answer: Fetched): Body {
  const now = clock();
  const type = answer.headers['content-type'] ?? 'text/html';
  if (!/html/i.test(type))
    return summaryOf(page, 'no-page', `${page.host} gave ${type} where the page of an article should be`);
  const { text: html } = decode(answer.body, answer.headers['content-type']);
  const article = extractArticle(html, { url: answer.url, now, selectors: page.selectors ?? undefined });
  const title = article.title ?? '';
  if (!page.titled && title === '')
    return summaryOf(page, 'no-title', `${page.host} gave a page of which the title cannot be told`);
  const found = article.outcome === 'found';
  // A page that says less than its channel did was not understood.
  if (!found || article.text.length + (article.lead?.length ?? 0) < page.fallback.length * 0.8) {
    const reason = found ? 'short' : article.reason;
    return summaryOf(page, reason, `${page.host} gave a page in which no article was found (${reason})`);
  }
  const canonical = judgeCanonical(article.canonical, answer.url);
  return {
    itemId: page.itemId,
    origin: 'page',
    text: article.text,
    html: article.html,
    ...(page.titled
      ? untold
      : { title, lang: identify(`${title}\n${article.text.slice(0, 300)}`, priorOf(article.language)).lang }),
    lead: article.lead ?? null,
    byline: article.byline ?? null,
    image: article.image ?? article.pictures[0]?.url ?? null,
    published: trustDate(article.published, now) ?? null,
    reason: null,
    detail: null,
    heading: article.title ?? null,
    canonical: canonical && 'own' in canonical ? canonical.own : null,
    elsewhere: canonical && 'elsewhere' in canonical ? canonical.elsewhere : null,
  };
}

/** A page need not say the title that its channel said. */
const untold = { title: null, lang: null };
const priorOf = (declared: string | undefined) => (declared === undefined ? {} : { prior: declared });

const summaryOf = (page: Page, reason: string, detail: string): Body => ({
  itemId: page.itemId,
  origin: 'summary',
  text: page.fallback,
  html: null,
  ...untold,
  lead: null,
  byline: null,
  image: null,
  published: null,
  reason,
  detail,
  heading: null,
  canonical: null,
  elsewhere: null,
});
