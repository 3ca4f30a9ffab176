import { getLogger } from '@logtape/logtape';
import type { Hono } from 'hono';
import { open } from '../../identity/index.ts';
import { type Clock, type Db, type Env, hashOf, isUnavailable, type Rate } from '../../platform/index.ts';
import { channelById } from '../../sources/index.ts';
import { goodToken } from '../store/push.ts';
import type { Deps } from '../visit.ts';
import { readBody } from './body.ts';
import { bodyOf } from './bytes.ts';
import { deliver } from './deliver.ts';
import { openApi } from './openapi.ts';
import { problem, problemResponse } from './problem.ts';
import { bearerOf } from './token.ts';

const log = getLogger(['cuaso', 'ingest', 'push']);

/** A request may have so many bytes. */
const mostBytes = 5_000_000;

/** How often a channel may send to this process. */
export const pushPace = { burst: 60, secondsEach: 1 } as const;

type Parts = { db: Db; clock: Clock; deps: () => Promise<Deps>; rate: Rate; publicUrl: string };

/**
 * Where portals send what they publish: `POST /api/push/<channel>` with a token, and its description. Nothing but the
 * token lets anybody in: no cookie is looked at, so no page elsewhere can send in a person's name.
 */
export function pushApi(app: Hono<Env>, { db, clock, deps, rate, publicUrl }: Parts): void {
  app.get('/api/push/openapi.json', open, (c) => {
    c.header('cache-control', 'public, max-age=3600');
    return c.json(openApi(publicUrl));
  });

  app.post('/api/push/:channel', open, async (c) => {
    const began = performance.now();
    const now = clock();
    try {
      const token = bearerOf(c.req.header('authorization'));
      const good = token === undefined ? undefined : await goodToken(db, hashOf(token), now);
      if (!good)
        return problemResponse(
          problem(
            'no-token',
            'send "Authorization: Bearer <token>" with a token of this channel; the desk makes new ones',
          ),
        );
      const id = Number(/^\d{1,15}$/.exec(c.req.param('channel'))?.[0] ?? 0);
      const channel = await channelById(db, id);
      if (channel && channel.id !== good.channelId)
        return problemResponse(problem('other-channel', `the token ending in ${good.hint} is not for channel ${id}`));
      if (channel?.kind !== 'push')
        return problemResponse(problem('no-channel', `channel ${id} takes no pushes; see the address on the desk`));
      if (channel.state === 'paused')
        return problemResponse(
          problem('paused', 'the desk has paused this channel; nothing was taken, send again when it is started'),
        );
      const { wait } = rate(channel.id, now);
      if (wait > 0)
        return problemResponse(
          problem(
            'too-often',
            `this channel sends too often; try again in ${wait} s, with more items in a request`,
            wait,
          ),
        );
      const key = c.req.header('idempotency-key')?.trim();
      if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
        return problemResponse(problem('bad-key', 'the Idempotency-Key must be 1 to 200 visible ASCII characters'));
      const bytes = await bodyOf(c.req.raw, mostBytes);
      if (!bytes)
        return problemResponse(
          problem('too-large', `at most ${mostBytes} bytes are taken at once; send fewer items in a request`),
        );
      const body = readBody(bytes, { type: c.req.header('content-type'), base: channel.url, now });
      if (!('sent' in body)) return problemResponse(body);
      const milliseconds = Math.round(performance.now() - began);
      const delivered = await deliver(await deps(), channel, { body, bytes, key, milliseconds });
      return 'title' in delivered ? problemResponse(delivered) : told(delivered);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      log.error('a push to channel {channel} could not be stored: {error}', { channel: c.req.param('channel'), error });
      throw error;
    }
  });
}

function told({
  status,
  answer,
  replayed,
}: Extract<Awaited<ReturnType<typeof deliver>>, { answer: unknown }>): Response {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  if (replayed) headers['idempotency-replayed'] = 'true';
  if (status !== 422) return new Response(JSON.stringify(answer), { status, headers });
  headers['content-type'] = 'application/problem+json';
  const { retryAfter: _, ...rest } = problem(
    'nothing-kept',
    'each item says what is wrong with it; mend them and send again with a new Idempotency-Key',
  );
  return new Response(JSON.stringify({ ...rest, ...answer }), { status, headers });
}
