import { FetchError, type Fetched } from '../platform/index.ts';
import type { Failure } from '../sources/index.ts';
import { retryAfterSeconds } from './schedule.ts';

/** Why a fetch brought nothing. */
export type Trouble = {
  outcome: Failure;
  status: number | null;
  /** The technical reason, in English. */
  detail: string;
  /** Whether it speaks of the host as a whole rather than of this one address. */
  host: boolean;
  /** Seconds for which the server asked to be left alone. */
  retryAfter: number;
};

const ofTheHost: ReadonlySet<string> = new Set(['dns', 'connect', 'tls', 'timeout']);

/** The trouble that an error of the fetch speaks of; anything but a FetchError is thrown on. */
export function troubleOfError(error: unknown): Trouble {
  if (!(error instanceof FetchError)) throw error;
  return { outcome: error.code, status: null, detail: error.message, host: ofTheHost.has(error.code), retryAfter: 0 };
}

/** The trouble with an answer, judged by its status and, where it hides a gate, by what it says; undefined when there is none. */
export function troubleOfAnswer(answer: Fetched, now: Date): Trouble | undefined {
  const { status } = answer;
  if (status === 304 || (status >= 200 && status < 300)) return undefined;
  const host = new URL(answer.url).host;
  const gate = gateIn(answer);
  const outcome = gate === undefined ? outcomeOfStatus(status) : 'gate';
  return {
    outcome,
    status,
    detail: gate ?? `${host} answered with status ${status}`,
    host: outcome === 'rate-limited' || [502, 503, 504].includes(status),
    retryAfter: Math.max(retryAfterSeconds(answer.headers['retry-after'], now), limitEnds(answer, now)),
  };
}

/**
 * When the limit that a 429 speaks of ends, in seconds from now: many servers tell it in `X-RateLimit-Reset` or
 * `RateLimit-Reset` alone, as a date (Mastodon), a time in seconds since 1970 (Bluesky), or seconds to wait.
 */
function limitEnds({ status, headers }: Fetched, now: Date): number {
  const told = headers['ratelimit-reset'] ?? headers['x-ratelimit-reset'];
  if (status !== 429 || told === undefined) return 0;
  if (!/^\d{1,10}$/.test(told.trim())) return retryAfterSeconds(told, now);
  const seconds = Number(told);
  return seconds < 1_000_000_000 ? seconds : Math.max(0, seconds - Math.round(now.getTime() / 1000));
}

function outcomeOfStatus(status: number): Failure {
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 401 || status === 403 || status === 451) return 'forbidden';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'refused';
}

/** Why an answer that was not what a channel should give was none: a gate that only browsers pass, an empty answer, a page. */
export function notAFeed(answer: Fetched, wanted = 'a feed'): Trouble {
  const host = new URL(answer.url).host;
  const gate = gateIn(answer);
  const what =
    answer.body.length === 0 ? 'sent nothing' : looksLikeHtml(answer) ? 'sent a web page' : 'sent something else';
  return {
    outcome: gate === undefined ? 'not-a-feed' : 'gate',
    status: answer.status,
    detail:
      gate ?? `${host} ${what} where ${wanted} should be (${answer.headers['content-type'] ?? 'no content type'})`,
    host: false,
    retryAfter: 0,
  };
}

/** Why a page that should hold a list holds none: a gate that only browsers pass, or the given reason. */
export function notAList(answer: Fetched, detail: string): Trouble {
  const gate = gateIn(answer);
  const outcome = gate === undefined ? 'not-a-list' : 'gate';
  return { outcome, status: answer.status, detail: gate ?? detail, host: false, retryAfter: 0 };
}

// What the pages say that outlets put before clients without cookies or scripts.
const gates: readonly [RegExp, string][] = [
  [/cf-chl|cf_chl_opt|challenge-platform|<title>Just a moment/i, 'a browser check of Cloudflare'],
  [/document\.cookie\s*=[^;]{0,200};?[\s\S]{0,400}location\.(reload|href|replace)/i, 'a script that sets a cookie'],
  [/_Incapsula_Resource|Request unsuccessful\. Incapsula/i, 'a browser check of Imperva'],
  [/sucuri_cloudproxy_js/i, 'a browser check of Sucuri'],
  [/<noscript>[\s\S]{0,300}(enable|bật) javascript/i, 'a page that needs scripts'],
];

function gateIn(answer: Fetched): string | undefined {
  if (!looksLikeHtml(answer)) return undefined;
  const start = Buffer.from(answer.body.subarray(0, 20_000)).toString('latin1');
  const found = gates.find(([pattern]) => pattern.test(start));
  return found && `${new URL(answer.url).host} puts ${found[1]} before clients that are no browser`;
}

function looksLikeHtml(answer: Fetched): boolean {
  if (/html/i.test(answer.headers['content-type'] ?? '')) return true;
  return /^\s*(<!doctype html|<html)/i.test(Buffer.from(answer.body.subarray(0, 200)).toString('latin1'));
}

/**
 * Where a channel has moved for good: the address that answered, when every redirect on the way from the address asked
 * was permanent.
 */
export function movedTo(asked: string, answer: Fetched): string | undefined {
  const permanent =
    answer.redirects[0]?.url === asked && answer.redirects.every(({ status }) => status === 301 || status === 308);
  return permanent && answer.url !== asked ? answer.url : undefined;
}
