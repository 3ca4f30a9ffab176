import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { type DeskEnv, done, guard, record } from '../../identity/index.ts';
import { type Clock, type Db, type Env, hashOf, idIn, newToken } from '../../platform/index.ts';
import { addChannel, adoptAddress, channelById, channelsOf, outletsByIds } from '../../sources/index.ts';
import { countHeld } from '../store/held.ts';
import { addToken, revokeToken, tokensOf } from '../store/push.ts';
import { PushPage } from './view.tsx';

/** How long a token goes on when a new one has been made, in milliseconds: time to change it over there. */
const changeOver = 24 * 3_600_000;

type Parts = { db: Db; clock: Clock; publicUrl: string };

/** The pages by which staff let a portal send: a channel that is sent to, and the tokens for it. */
export function pushDesk(app: Hono<Env>, { db, clock, publicUrl }: Parts): void {
  const write = guard('source.write');

  const found = async (c: Context) => {
    const channel = await channelById(db, idIn(c, 'id'));
    const [outlet] = channel?.kind === 'push' ? await outletsByIds(db, [channel.outletId]) : [];
    return channel && outlet ? { channel, outlet } : undefined;
  };
  const nowhere = (c: Context<DeskEnv>) => c.redirect('/desk/sources/outlets', 303);

  app.post('/desk/sources/outlets/:id/push', write, async (c) => {
    const [outlet] = await outletsByIds(db, [idIn(c, 'id')]);
    if (!outlet) return nowhere(c);
    const id = await db.transaction().execute(async (trx) => {
      const there = (await channelsOf(trx, [outlet.id])).find(({ kind }) => kind === 'push');
      if (there) return there.id;
      // Its address has its id in it, which it only has once it is there.
      const { channelId } = await addChannel(trx, outlet.id, {
        url: `${publicUrl}/api/push/${randomUUID()}`,
        kind: 'push',
      });
      await adoptAddress(trx, channelId, new URL(`${publicUrl}/api/push/${channelId}`));
      await record(trx, {
        person: c.var.person,
        action: 'source.push',
        subject: `channel:${channelId}`,
        detail: { outlet: outlet.name },
      });
      return channelId;
    });
    return c.redirect(`/desk/sources/channels/${id}/push`, 303);
  });

  app.get('/desk/sources/channels/:id/push', write, async (c) => {
    const facts = await found(c);
    if (!facts) return nowhere(c);
    const [tokens, held] = await Promise.all([tokensOf(db, facts.channel.id), countHeld(db, facts.channel.id)]);
    return c.html(<PushPage c={c} {...facts} tokens={tokens} held={held} now={clock()} publicUrl={publicUrl} />);
  });

  app.post('/desk/sources/channels/:id/push/tokens', write, async (c) => {
    const facts = await found(c);
    if (!facts) return nowhere(c);
    const { channel } = facts;
    const now = clock();
    const token = newToken('cspush');
    const hint = token.slice(-4);
    await db.transaction().execute(async (trx) => {
      const othersEnd = new Date(now.getTime() + changeOver);
      await addToken(trx, { channelId: channel.id, hash: hashOf(token), hint, now, othersEnd });
      await record(trx, {
        person: c.var.person,
        action: 'source.token',
        subject: `channel:${channel.id}`,
        detail: { hint },
      });
    });
    const [tokens, held] = await Promise.all([tokensOf(db, channel.id), countHeld(db, channel.id)]);
    c.header('cache-control', 'no-store');
    return c.html(
      <PushPage c={c} {...facts} tokens={tokens} held={held} now={now} publicUrl={publicUrl} made={token} />,
    );
  });

  app.post('/desk/sources/channels/:id/push/tokens/:token/revoke', write, async (c) => {
    const facts = await found(c);
    if (!facts) return nowhere(c);
    const { id } = facts.channel;
    const token = idIn(c, 'token');
    await db.transaction().execute(async (trx) => {
      if (await revokeToken(trx, id, token, clock()))
        await record(trx, {
          person: c.var.person,
          action: 'source.token.revoke',
          subject: `channel:${id}`,
          detail: { token },
        });
    });
    return done(c, `/desk/sources/channels/${id}/push`, 'ingest.done.revoked');
  });
}
