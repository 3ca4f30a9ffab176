import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Agent, buildConnector, type Dispatcher, interceptors } from 'undici';
import { addressRule } from './address.ts';

/** Why a fetch failed, for people and for health tables. */
export type FetchProblem =
  | 'address'
  | 'private-address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'redirects'
  | 'protocol';

/** A fetch that gave no answer; `code` tells the kind of reason, the message the whole of it. */
export class FetchError extends Error {
  override name = 'FetchError';
  readonly code: FetchProblem;
  constructor(code: FetchProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type FetchOptions = {
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For a conditional request (RFC 9110 §13): what the last answer carried. */
  etag?: string | null;
  lastModified?: string | null;
  /** Bound on the decompressed body, in bytes. Default 10 MB. */
  maxBytes?: number;
  /** Bound on the whole exchange with all its redirects, in milliseconds. Default 20 s. */
  timeoutMs?: number;
  maxRedirects?: number;
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
};

export type Fetch = ((url: string, options?: FetchOptions) => Promise<Fetched>) & { close(): Promise<void> };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PORTS = new Set(['', '80', '443']);
const MEGABYTE = 1_000_000;

/**
 * The only way out to the network. Every hop is checked: http and https only, the standard ports, and an address
 * that is public at the moment of connecting (so a name that changes its address between check and use gains
 * nothing) unless it lies in an allowed range, where any port may be used. Size, time and redirects are bounded,
 * after decompression. Credentials in an address are refused. Throws a FetchError.
 */
export function safeFetch({ allow, origins = [], userAgent }: FetchRules): Fetch {
  const permitted = addressRule(allow);
  const special = addressRule([]);
  const bare = buildConnector({ timeout: 10_000, maxCachedSessions: 50 });
  const trusted = new Set(origins);

  const connect: buildConnector.connector = (options, callback) => {
    if (trusted.has(`${options.protocol}//${options.host}`)) return bare(options, callback);
    resolveHost(options.hostname, permitted)
      .then((address) => {
        if (!PORTS.has(options.port) && special(address))
          throw new FetchError(
            'address',
            `port ${options.port} of ${options.hostname} is not a port of the web (80, 443)`,
          );
        const servername = options.servername ?? (isIP(options.hostname) ? undefined : options.hostname);
        bare({ ...options, hostname: address, ...(servername ? { servername } : {}) }, callback);
      })
      .catch((error) => callback(error, null));
  };
  const agent = new Agent({
    connect,
    connections: 4,
    keepAliveTimeout: 4_000,
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
    maxResponseSize: 64 * MEGABYTE,
  });

  const fetch = async (start: string, options: FetchOptions = {}): Promise<Fetched> => {
    const { timeoutMs = 20_000, maxBytes = 10 * MEGABYTE, maxRedirects = 5 } = options;
    const began = performance.now();
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
    const redirects: Fetched['redirects'] = [];
    const dispatcher = agent.compose(interceptors.decompress({ maxSize: maxBytes, skipErrorResponses: false }));
    let url = webUrl(start);
    let request = options;
    try {
      for (;;) {
        const answer = await dispatcher.request(requestOf(url, request, userAgent, signal));
        const headers = flat(answer.headers);
        const target = REDIRECTS.has(answer.statusCode) ? headers.location : undefined;
        if (target === undefined) {
          const body = await readBody(answer.body, maxBytes, url);
          const notModified = answer.statusCode === 304;
          const milliseconds = Math.round(performance.now() - began);
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
        request = afterRedirect(request, answer.statusCode, next.origin === url.origin);
        url = next;
      }
    } catch (error) {
      throw explain(error, url, deadline.aborted, timeoutMs, maxBytes);
    }
  };
  return Object.assign(fetch, { close: () => agent.destroy() });
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

async function resolveHost(host: string, permitted: (address: string) => boolean): Promise<string> {
  const literal = host.replace(/^\[|\]$/g, '');
  const found = isIP(literal) ? [literal] : (await addressesOf(literal)).map((entry) => entry.address);
  const refused = found.find((address) => !permitted(address));
  // One private address among several is enough to refuse: it is how rebinding begins.
  if (refused !== undefined)
    throw new FetchError(
      'private-address',
      `${host} leads to ${refused}, which is not a public address; allow its range with CUASO_FETCH_ALLOW if it is yours`,
    );
  const first = found[0];
  if (first === undefined) throw new FetchError('dns', `${host} has no address`);
  return first;
}

async function addressesOf(host: string) {
  try {
    return await lookup(host, { all: true, verbatim: false });
  } catch (cause) {
    throw new FetchError('dns', `the name ${host} cannot be resolved`, { cause });
  }
}

function requestOf(url: URL, options: FetchOptions, userAgent: string, signal: AbortSignal): Dispatcher.RequestOptions {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: '*/*',
    'accept-encoding': 'gzip, br, deflate',
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

async function readBody(body: AsyncIterable<Uint8Array>, maxBytes: number, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(url, maxBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  return result;
}

const tooLarge = (url: URL, maxBytes: number) =>
  new FetchError(
    'too-large',
    `${url.host} sends more than ${Math.round(maxBytes / MEGABYTE)} MB; the rest was not read`,
  );

function explain(error: unknown, url: URL, timedOut: boolean, timeoutMs: number, maxBytes: number): Error {
  if (error instanceof FetchError) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const cause = { cause: error };
  if (timedOut || /TIMEOUT|TIMEDOUT/.test(code))
    return new FetchError(
      'timeout',
      `${url.host} did not answer in full within ${Math.round(timeoutMs / 1000)} s`,
      cause,
    );
  if (/exceeded maxSize|RES_EXCEEDED_MAX_SIZE/.test(`${code} ${message}`)) return tooLarge(url, maxBytes);
  if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code))
    return new FetchError('tls', `the certificate of ${url.host} is not valid: ${message}`, cause);
  if (/ECONN|EHOST|ENET|EPIPE|SOCKET/.test(code))
    return new FetchError('connect', `the connection to ${url.host} failed: ${message}`, cause);
  if ((error as Error).name === 'AbortError') return error as Error;
  return new FetchError('protocol', `${url.host} gave an answer that cannot be read: ${message}`, cause);
}
