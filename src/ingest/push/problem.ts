/** What went wrong, for a program (RFC 9457): the thing, the cause, the next step. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Seconds after which to try again. */
  retryAfter?: number;
};

const problems = {
  'no-token': [401, 'The request carries no valid token'],
  'other-channel': [403, 'The token belongs to another channel'],
  'no-channel': [404, 'There is no such channel to push to'],
  paused: [409, 'The channel is paused'],
  'too-large': [413, 'The request is too large'],
  'wrong-type': [415, 'The content type is none that can be read'],
  unreadable: [400, 'The body cannot be read'],
  'bad-key': [400, 'The Idempotency-Key cannot be used'],
  'other-body': [422, 'The Idempotency-Key was used with another body'],
  'too-many': [413, 'The request has too many items'],
  'too-often': [429, 'Too many requests'],
  'nothing-kept': [422, 'No item could be taken'],
} as const satisfies Record<string, readonly [number, string]>;

/** The kinds of problem; each is explained in docs/operating/push.md under its name. */
export type ProblemName = keyof typeof problems;

/** A problem, with what is to be said of this request. */
export function problem(name: ProblemName, detail: string, retryAfter?: number): Problem {
  const [status, title] = problems[name];
  return { type: `urn:cuaso:push:${name}`, title, status, detail, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** The answer that tells it. */
export function problemResponse({ retryAfter, ...told }: Problem): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  if (told.status === 401) headers['www-authenticate'] = 'Bearer realm="push"';
  return new Response(JSON.stringify(told), { status: told.status, headers });
}
