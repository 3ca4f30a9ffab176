import type { Outlet } from '../../sources/index.ts';
import type { Candidate, Findings } from './found.ts';

const DAY = 86_400_000;
/** What a channel must be worth to be added without a person looking at it. */
const sure = 60;
const recent = 60 * DAY;
/** A search that found nothing is tried again after so many days each; then it is for a person to ask. */
const again = [1, 7, 30];

/** What a search for an outlet of the register led to. */
export type Decision = { result: 'added'; channel: Candidate } | { result: 'proposed' } | { result: 'nothing' };

/**
 * The best channel is added when there can be no doubt: it stands on the outlet's own domain, was read, brought something
 * within two months, and is more than a list on a page. Everything else that was found waits for a person.
 */
export function decide({ candidates, at }: Findings, { domain, home }: Pick<Outlet, 'domain' | 'home'>): Decision {
  const hosts = [domain, URL.parse(home ?? '')?.hostname].flatMap((host) => host?.replace(/^www\./, '') ?? []);
  const best = candidates.find(({ kind, score, items, newest, url }) => {
    const host = new URL(url).hostname.replace(/^www\./, '');
    const own = hosts.some((one) => host === one || host.endsWith(`.${one}`));
    const lives = newest !== null && Date.parse(at) - Date.parse(newest) < recent;
    return own && lives && items > 0 && score >= sure && kind !== 'listing';
  });
  if (best) return { result: 'added', channel: best };
  return { result: candidates.some(({ score }) => score > 0) ? 'proposed' : 'nothing' };
}

/** When a search that found nothing is tried again; null when it has been tried often enough. */
export function nextSearch(tries: number, at: Date): Date | null {
  const days = again[tries - 1];
  return days === undefined ? null : new Date(at.getTime() + days * DAY);
}
