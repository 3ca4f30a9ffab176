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

/** The FetchError for an answer that is longer than what is read of one. */
export const tooLarge = (url: URL, maxBytes: number): FetchError =>
  new FetchError('too-large', `${url.host} sends more than ${sizeOf(maxBytes)}; the rest was not read`);

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;

/** What went wrong, in words, from what the client threw. `late` says that the whole time was up. Errors that are none of a fetch are given back. */
export function explain(error: unknown, url: URL, late: boolean, timeoutMs: number): Error {
  if (error instanceof FetchError) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const because = { cause: error };
  const { host } = url;
  const seconds = Math.round(timeoutMs / 1000);
  if (late) return new FetchError('timeout', `${host} did not answer in full within ${seconds} s`, because);
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return new FetchError('timeout', `${host} did not take the connection in time`, because);
  if (code === 'UND_ERR_HEADERS_TIMEOUT')
    return new FetchError('timeout', `${host} took the connection but did not answer in time`, because);
  if (code === 'UND_ERR_BODY_TIMEOUT')
    return new FetchError('timeout', `${host} did not answer in full: it stopped in the middle`, because);
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return new FetchError('too-large', `${host} sends more than 16 kB of headers`, because);
  if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code))
    return new FetchError('tls', `the certificate of ${host} is not valid: ${message}`, because);
  if (/ECONN|EHOST|ENET|EPIPE|SOCKET/.test(code))
    return new FetchError('connect', `the connection to ${host} failed: ${message}`, because);
  if ((error as Error).name === 'AbortError') return error as Error;
  return new FetchError('protocol', `${host} gave an answer that cannot be read: ${message}`, because);
}
