import type { MiddlewareHandler } from 'hono';
import { chooseEncoding, freshness, makePage, type Page, type PageCache } from './cache.ts';

/**
 * Keeps public pages (`Cache-Control: public, max-age=…`) in the page cache as they are rendered.
 * A page that many ask for at the same moment is rendered once. Cookies play no part: whatever is public
 * is the same for everyone.
 */
export function keepPages(cache: PageCache): MiddlewareHandler {
  const rendering = new Map<string, Promise<Page | undefined>>();
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const key = pathname + search;
    if (c.req.method !== 'GET' || key.length > 2_000) return next();
    const running = await rendering.get(key);
    if (running) {
      c.res = respond(running, c.req.header('accept-encoding'));
      return;
    }
    const { promise, resolve } = Promise.withResolvers<Page | undefined>();
    rendering.set(key, promise);
    let page: Page | undefined;
    try {
      const since = cache.purges;
      await next();
      const life =
        c.res.status === 200 && !c.res.headers.has('set-cookie')
          ? freshness(c.res.headers.get('cache-control'))
          : undefined;
      if (!life) return;
      page = await makePage(Buffer.from(await c.res.arrayBuffer()), c.res.headers, life, performance.now());
      cache.set(key, page, since);
      c.res = respond(page, c.req.header('accept-encoding'));
    } finally {
      rendering.delete(key);
      resolve(page);
    }
  };
}

function respond(page: Page, accept: string | undefined): Response {
  const { head, body } = page.forms[chooseEncoding(accept)];
  const headers = new Headers();
  for (let i = 0; i < head.length; i += 2) headers.append(head[i] ?? '', head[i + 1] ?? '');
  return new Response(Buffer.from(body, 'latin1'), { headers });
}
