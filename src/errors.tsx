import { getLogger } from '@logtape/logtape';
import type { Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type Env, isUnavailable } from './platform/index.ts';
import { ErrorPage } from './ui/index.ts';

const log = getLogger(['cuaso', 'http']);

/** Answers what no route answers, and what a route failed at, with a page that says what to do. */
export function errorAnswers(app: Hono<Env>): void {
  app.notFound((c) => answer(c, 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return known(c, error);
    const requestId = c.get('requestId');
    if (isUnavailable(error)) {
      log.error('{path}: the database cannot be reached: {message}', {
        path: c.req.path,
        message: error.message,
        requestId,
      });
      c.header('retry-after', '5');
      return answer(c, 503);
    }
    log.error('{path} failed: {message}', { path: c.req.path, message: error.message, stack: error.stack, requestId });
    return answer(c, 500);
  });
}

function known(c: Context<Env>, error: HTTPException) {
  const { status } = error;
  if (status === 403 || status === 404 || status === 410 || status === 413 || status === 429 || status === 400)
    return answer(c, status);
  return error.getResponse();
}

function answer(c: Context<Env>, status: 400 | 403 | 404 | 410 | 413 | 429 | 500 | 503) {
  c.header('cache-control', 'no-store');
  const home = c.req.path.startsWith('/desk') ? '/desk' : undefined;
  const requestId = status >= 500 ? c.get('requestId') : undefined;
  return c.html(<ErrorPage reader={c.var} status={status} home={home} requestId={requestId} />, status);
}
