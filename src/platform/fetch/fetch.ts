import { Agent, type Dispatcher } from 'undici';
import { acceptEncoding, readBody } from './body.ts';
import { guardedConnector, type Lookup } from './connect.ts';
import { type Connecting, connecting } from './connecting.ts';
import { explain, FetchError } from './problem.ts';

export { FetchError } from './problem.ts';

/** By what name the program asks, in its user agent and in a robots.txt (RFC 9309 § 2.2.1). */
export const robotName = 'CuaSo';

export type FetchOptions = {
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For a conditional request (RFC 9110 §13): what the last answer carried. */
  etag?: string | null;
  lastModified?: string | null;
  /** Bound on the body, in bytes, decompressed or not. Default 10 MB. */
  maxBytes?: number;
  /** Whether of a longer body the beginning is given, instead of refusing it. */
  cut?: boolean;
  /** Bound on the whole exchange with all its redirects, in milliseconds. Default 20 s. */
  timeoutMs?: number;
  maxRedirects?: number;
  /** Asked before each redirect is followed, with where it leads; time spent in it does not count. What it throws ends the fetch. */
  hop?: (url: string) => Promise<void>;
  /** Told of the connections that are opened for it. */
  connecting?: (step: Connecting) => void;
  signal?: AbortSignal;
};

/** An answer, of whatever status: a 404 is an answer. */
export type Fetched = {
  status: number;
  /** The address that answered, after redirects. */
  url: string;
  /** Names in lower case; several values of a name are joined by ", ". */
  headers: Record<string, string>;
  body: Uint8Array;
  /** Each redirect that was followed. */
  redirects: { status: number; url: string }[];
  notModified: boolean;
  milliseconds: number;
};

export type FetchRules = {
  /** Private ranges that may be fetched, as `10.0.0.0/8`. */
  allow: readonly string[];
  /** Single origins that may be fetched wherever they lead, as `http://127.0.0.1:4401`. */
  origins?: readonly string[];
  userAgent: string;
  /** How names are resolved. Default: as the system does. */
  lookup?: Lookup;
  /** How long to wait for a connection, for the first byte of an answer and between two parts of it, in milliseconds. */
  patience?: { connect: number; answer: number; pause: number };
};

export type Fetch = ((url: string, options?: FetchOptions) => Promise<Fetched>) & { close(): Promise<void> };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MEGABYTE = 1_000_000;

/**
 * The only way out to the network. Every hop is checked: http and https only, the standard ports, and an address
 * that is public at the moment of connecting (so a name that changes its address between check and use gains
 * nothing) unless it lies in an allowed range, where any port may be used. Size, time and redirects are bounded,
 * before and after decompression. Credentials in an address are refused. Throws a FetchError.
 */
export function safeFetch({
  allow,
  origins = [],
  userAgent,
  lookup,
  patience = { connect: 10_000, answer: 15_000, pause: 10_000 },
}: FetchRules): Fetch {
  const agent = new Agent({
    connect: guardedConnector({ allow, origins, lookup, timeoutMs: patience.connect }),
    connections: 4,
    keepAliveTimeout: 4_000,
    headersTimeout: patience.answer,
    bodyTimeout: patience.pause,
    maxHeaderSize: 16_384,
  });

  const fetch = async (start: string, options: FetchOptions = {}): Promise<Fetched> => {
    const { timeoutMs = 20_000, maxBytes = 10 * MEGABYTE, maxRedirects = 5, cut = false, hop } = options;
    const began = performance.now();
    const deadline = openDeadline(timeoutMs);
    const signal = options.signal ? AbortSignal.any([deadline.signal, options.signal]) : deadline.signal;
    const redirects: Fetched['redirects'] = [];
    let url = webUrl(start);
    let request = options;
    let stopped: unknown;
    const stop = (reason: unknown): never => {
      stopped = reason;
      throw reason;
    };
    try {
      for (;;) {
        const asked = requestOf(url, request, userAgent, signal);
        const answer = await connecting.run(options.connecting ?? (() => {}), () => agent.request(asked));
        const headers = flat(answer.headers);
        const target = REDIRECTS.has(answer.statusCode) ? headers.location : undefined;
        if (target === undefined) {
          const body = await bodyOf(answer, headers, { maxBytes, cut, url });
          const notModified = answer.statusCode === 304;
          const milliseconds = Math.round(performance.now() - began - deadline.paused());
          return { status: answer.statusCode, url: url.href, headers, body, redirects, notModified, milliseconds };
        }
        await answer.body.dump({ limit: 16_384 }).catch(() => {});
        redirects.push({ status: answer.statusCode, url: url.href });
        if (redirects.length > maxRedirects)
          throw new FetchError(
            'redirects',
            `${start} redirects more than ${maxRedirects} times, last to ${target.slice(0, 200)}`,
          );
        const next = webUrl(target, url);
        if (hop) await deadline.without(() => hop(next.href)).catch(stop);
        request = afterRedirect(request, answer.statusCode, next.origin === url.origin);
        url = next;
      }
    } catch (error) {
      throw error === stopped ? error : explain(error, url, deadline.signal.aborted, timeoutMs);
    } finally {
      deadline.close();
    }
  };
  return Object.assign(fetch, { close: () => agent.destroy() });
}

/** An end to waiting that stands still while something else is waited for. */
function openDeadline(milliseconds: number) {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const began = performance.now();
  let paused = 0;
  let timer = setTimeout(end, milliseconds);
  return {
    signal: ending.signal,
    paused: () => paused,
    close: () => clearTimeout(timer),
    async without(work: () => Promise<void>): Promise<void> {
      clearTimeout(timer);
      const from = performance.now();
      await work();
      paused += performance.now() - from;
      timer = setTimeout(end, Math.max(0, milliseconds - (performance.now() - began - paused)));
    },
  };
}

async function bodyOf(
  answer: Dispatcher.ResponseData,
  headers: Fetched['headers'],
  bounds: { maxBytes: number; cut: boolean; url: URL },
): Promise<Uint8Array> {
  const bare = answer.statusCode === 204 || answer.statusCode === 304;
  try {
    return await readBody(answer.body, bare ? undefined : headers['content-encoding'], bounds);
  } finally {
    answer.body.on('error', () => {}).destroy();
  }
}

function webUrl(text: string, base?: URL): URL {
  if (text.length > 4_000)
    throw new FetchError('address', `the address is ${text.length} characters long; at most 4000 are followed`);
  let url: URL;
  try {
    url = new URL(text, base);
  } catch (cause) {
    throw new FetchError('address', `"${text.slice(0, 200)}" is not an address`, { cause });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchError('address', `${url.protocol}// is not followed; only http and https are`);
  if (url.username !== '' || url.password !== '')
    throw new FetchError('address', `the address of ${url.host} carries a user name or password; remove it`);
  url.hash = '';
  return url;
}

function requestOf(url: URL, options: FetchOptions, userAgent: string, signal: AbortSignal): Dispatcher.RequestOptions {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: '*/*',
    'accept-encoding': acceptEncoding,
    ...options.headers,
  };
  if (options.etag) headers['if-none-match'] = options.etag;
  if (options.lastModified) headers['if-modified-since'] = options.lastModified;
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: options.method ?? 'GET',
    headers,
    signal,
    ...(options.body === undefined ? {} : { body: options.body }),
  };
}

// RFC 9110 §15.4: 303 always becomes a GET, 301 and 302 in practice; secrets never follow to another origin.
function afterRedirect(options: FetchOptions, status: number, sameOrigin: boolean): FetchOptions {
  const { body, method = 'GET', headers = {}, ...rest } = options;
  const kept = sameOrigin
    ? headers
    : Object.fromEntries(
        Object.entries(headers).filter(([name]) => !/^(authorization|cookie|x-.*(key|token).*)$/i.test(name)),
      );
  const becomesGet = method === 'POST' && status !== 307 && status !== 308;
  return {
    ...rest,
    headers: kept,
    method: becomesGet ? 'GET' : method,
    ...(body !== undefined && !becomesGet ? { body } : {}),
  };
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  return result;
}
