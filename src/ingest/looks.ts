import { getLogger } from '@logtape/logtape';
import { type Fetched, isUnavailable, type Trx } from '../platform/index.ts';
import { isFront } from './address.ts';
import type { Article } from './article/article.ts';
import { extractArticle } from './article/extract.ts';
import { differs, understood } from './change.ts';
import { itemsArrived } from './events.ts';
import { Troubled } from './kinds/kind.ts';
import { type Trouble, troubleOfAnswer } from './outcome.ts';
import { askPage } from './pages.ts';
import { looksAfter } from './schedule.ts';
import { holdOutlet } from './store/items.ts';
import { addStates, type NextState, type Standing, standings } from './store/states.ts';
import { type Looked, missingOn, settleWatch, type Watched } from './store/watch.ts';
import { decode } from './text/decode.ts';
import type { Deps } from './visit.ts';

const log = getLogger(['cuaso', 'ingest', 'looks']);

const HOUR = 3_600_000;
/** Fewer missing pages than this are a site's own doing. */
const fewestAway = 5;
/** What a look at a page found: its article, that it is there and nothing more, nothing at the address any more; or `nothing` at all. */
export type Look = { watched: Watched; trouble?: Trouble | undefined } & (
  | { saw: 'article'; article: Article & { outcome: 'found' }; etag: string | null; lastModified: string | null }
  | { saw: 'gone' | 'not-found' | 'there' | 'nothing'; detail?: string }
);

/** Reads the page of a recent item again, conditionally. Throws only when the signal aborts. */
export async function lookAgain(deps: Deps, watched: Watched, signal?: AbortSignal): Promise<Look> {
  let answer: Fetched;
  try {
    answer = await askPage(deps, watched, { etag: watched.etag, lastModified: watched.lastModified }, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Troubled)) throw error;
    return { watched, saw: 'nothing', trouble: error.trouble };
  }
  if (answer.notModified) return { watched, saw: 'there' };
  const trouble = troubleOfAnswer(answer, deps.clock());
  if (trouble?.outcome === 'gone' || trouble?.outcome === 'not-found')
    return { watched, saw: trouble.outcome, detail: trouble.detail };
  if (trouble) return { watched, saw: 'nothing', trouble };
  // What portals often do with pages that they took away.
  if (answer.redirects.length > 0 && isFront(answer.url))
    return { watched, saw: 'not-found', detail: `${watched.host} leads to its front page instead` };
  const type = answer.headers['content-type'] ?? 'text/html';
  if (!/html/i.test(type)) return { watched, saw: 'there' };
  const { text: html } = decode(answer.body, answer.headers['content-type']);
  const article = extractArticle(html, {
    url: answer.url,
    now: deps.clock(),
    selectors: watched.selectors ?? undefined,
  });
  if (article.outcome !== 'found') return { watched, saw: 'there' };
  const { etag = null, 'last-modified': lastModified = null } = answer.headers;
  return { watched, saw: 'article', article, etag, lastModified };
}

/** Stores what looks at the pages of one host found, in one transaction: new states, and when to look next. */
export async function settleLooks(deps: Deps, looks: readonly Look[]): Promise<void> {
  try {
    await settle(deps, looks);
  } catch (error) {
    const [only] = looks;
    if (isUnavailable(error) || only === undefined) throw error;
    if (looks.length > 1) {
      for (const look of looks) await settleLooks(deps, [look]);
      return;
    }
    log.warning('what {url} says now could not be stored: {error}', { url: only.watched.url, error });
    await settle(deps, [{ watched: only.watched, saw: 'nothing' }]);
  }
}

async function settle({ db, clock, chance }: Deps, looks: readonly Look[]): Promise<void> {
  const now = clock();
  await db.transaction().execute(async (trx) => {
    for (const outletId of [...new Set(looks.map(({ watched }) => watched.outletId))].sort((a, b) => a - b))
      await holdOutlet(trx, outletId);
    const standing = await standings(
      trx,
      looks.map(({ watched }) => watched.itemId),
    );
    const away = await isAway(trx, looks);
    const verdicts = looks.map((look) =>
      judge(look, standing.get(look.watched.itemId), { now, away, chance: chance() }),
    );
    const added = await addStates(
      trx,
      verdicts.flatMap(({ state }) => state ?? []),
      now,
    );
    await itemsArrived(
      trx,
      added.map(({ id }) => id),
    );
    const followed = new Map(added.map(({ id, former }) => [former, id]));
    await settleWatch(
      trx,
      verdicts.map(({ looked }) => ({ ...looked, itemId: followed.get(looked.itemId) ?? looked.itemId })),
    );
  });
}

/** A site of which most pages are missing at once was moved or is broken: that withdraws nothing. */
async function isAway(trx: Trx, looks: readonly Look[]): Promise<boolean> {
  const host = looks.find(({ saw }) => saw === 'not-found')?.watched.host;
  if (host === undefined) return false;
  const { watched, missing } = await missingOn(trx, host);
  const newly = looks.filter(({ saw, watched }) => saw === 'not-found' && watched.missingSince === null).length;
  return missing + newly >= fewestAway && missing + newly > watched / 2;
}

type Verdict = { state?: NextState; looked: Looked };
type Moment = { now: Date; away: boolean; chance: number };

/** What a look means for its item, and when to look next. */
export function judge(look: Look, standing: Standing | undefined, { now, away, chance }: Moment): Verdict {
  const { watched, saw } = look;
  const { firstId, itemId, title, etag, lastModified, looks } = watched;
  const gap = looksAfter[looks + 1];
  const seen = { firstId, itemId, title, etag, lastModified, looks: looks + 1, missingSince: null };
  const next: Looked = {
    ...seen,
    dueAt: gap === undefined ? null : new Date(now.getTime() + gap * (1 + chance / 10) * 1_000),
  };
  // When it comes back, the whole of it is wanted.
  const anew = { ...next, etag: null, lastModified: null };
  // The channel has spoken since, or reading its page has: that begins anew.
  if (!standing?.current) return { looked: { ...next, dueAt: null } };
  switch (saw) {
    case 'nothing':
      return { looked: { ...next, missingSince: watched.missingSince } };
    case 'there':
      return { looked: next };
    case 'gone':
      return standing.withdrawn ? { looked: next } : { state: withdrawal(itemId, 'gone', look.detail), looked: anew };
    case 'not-found':
      if (standing.withdrawn) return { looked: next };
      // Once may be a mishap: it counts when it is so an hour later.
      if (watched.missingSince === null)
        return { looked: { ...next, looks, missingSince: now, dueAt: new Date(now.getTime() + HOUR) } };
      if (away) return { looked: { ...next, missingSince: watched.missingSince } };
      return { state: withdrawal(itemId, 'not-found', look.detail), looked: anew };
    case 'article': {
      const { article } = look;
      const found = { ...next, title: article.title ?? title, etag: look.etag, lastModified: look.lastModified };
      const renamed = article.title !== undefined && title !== '' && differs(title, article.title);
      const same = !standing.withdrawn && !renamed && !differs(standing.text, article.text);
      if (same || !understood(standing.text, article.text)) return { looked: found };
      return {
        state: {
          itemId,
          cause: 'page',
          withdrawn: null,
          ...(renamed && article.title ? { title: article.title } : {}),
          text: article.text,
          html: article.html,
        },
        looked: found,
      };
    }
  }
}

const withdrawal = (itemId: number, withdrawn: 'gone' | 'not-found', detail: string | undefined): NextState => ({
  itemId,
  cause: 'page',
  withdrawn,
  ...(detail === undefined ? {} : { detail }),
});
