import type { Clock, Fetch, Fetched } from '../../platform/index.ts';
import { askFor, type Manners } from '../ask.ts';
import { Troubled } from '../kinds/kind.ts';
import { notAList, troubleOfAnswer } from '../outcome.ts';
import { decode } from '../text/decode.ts';
import { lookOf } from './look.ts';

/** A page as it was when somebody looked at it. */
export type Snapshot = {
  /** Its address after redirects. */
  url: string;
  html: string;
  /** Its style sheets, as they were sent. */
  look: readonly string[];
};

/** Gives a page on behalf of an outlet, fetched now or a moment ago. Throws a Troubled when it cannot be had. */
export type Snapshots = (outletId: number, url: string) => Promise<Snapshot>;

type Means = Manners & { clock: Clock };

const pageBytes = 4_000_000;
const sheetBytes = 400_000;
/** Milliseconds after which a page, and one of its style sheets, is waited for no longer. */
const patience = 20_000;
const sheetPatience = 5_000;
/** A page is kept so long, in milliseconds, and so many of them: while somebody chooses, its host is asked once. */
const keptFor = 10 * 60_000;
const mostKept = 20;

/** Pages for the desk, each asked for once while somebody works with it. */
export function openSnapshots(means: () => Promise<Means>): Snapshots {
  const kept = new Map<string, { at: number; snapshot: Promise<Snapshot> }>();
  return async (outletId, url) => {
    const parts = await means();
    const now = parts.clock().getTime();
    const key = `${outletId} ${url}`;
    for (const [each, { at }] of kept) if (now - at > keptFor) kept.delete(each);
    const known = kept.get(key);
    if (known) return known.snapshot;
    const snapshot = take(parts, outletId, url);
    kept.set(key, { at: now, snapshot });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    // What failed is tried again when it is asked for again.
    snapshot.catch(() => kept.delete(key));
    return snapshot;
  };
}

async function take(means: Means, outletId: number, url: string): Promise<Snapshot> {
  const { fetch, clock } = means;
  const host = URL.parse(url)?.host ?? '';
  const signal = AbortSignal.timeout(patience);
  let answer: Fetched;
  try {
    answer = await askFor(means, { outletId, signal }, url, {
      headers: { accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5' },
      maxBytes: pageBytes,
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    const detail = `${host} did not answer within ${patience / 1_000} s`;
    throw new Troubled({ outcome: 'timeout', status: null, detail, host: true, retryAfter: 0 });
  }
  const trouble = troubleOfAnswer(answer, clock());
  if (trouble) throw new Troubled(trouble, answer);
  const type = answer.headers['content-type'] ?? 'text/html';
  if (!/html/i.test(type)) throw new Troubled(notAList(answer, `${host} sent ${type} where a page should be`), answer);
  const { text: html } = decode(answer.body, type);
  const look = await Promise.all(
    lookOf(html, answer.url).map((part) => ('text' in part ? part.text : sheet(fetch, part.url))),
  );
  return { url: answer.url, html, look };
}

/** A style sheet, asked for as a browser does beside its page; empty when it cannot be had: the page is then plainer. */
async function sheet(fetch: Fetch, url: string): Promise<string> {
  try {
    const answer = await fetch(url, {
      headers: { accept: 'text/css' },
      maxBytes: sheetBytes,
      signal: AbortSignal.timeout(sheetPatience),
    });
    const css = /css/i.test(answer.headers['content-type'] ?? '');
    return answer.status === 200 && css ? new TextDecoder().decode(answer.body) : '';
  } catch {
    return '';
  }
}
