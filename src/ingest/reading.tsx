import type { Context, Hono } from 'hono';
import { type DeskEnv, done, guard, record } from '../identity/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { channelById, outletPath, outletsByIds, setChannelReading } from '../sources/index.ts';
import { blueskySettings } from './kinds/bluesky/bluesky.ts';
import { canChoose, choosable } from './kinds/choosable.ts';
import { ReadingPage } from './views/reading.tsx';

/** The page on which a person says as what a channel is read, and what its kind needs to know. */
export function readingDesk(app: Hono<Env>, { db }: { db: Db }): void {
  const write = guard('source.write');

  const found = async (c: Context) => {
    const text = c.req.param('id') ?? '';
    const channel = await channelById(db, /^\d{1,15}$/.test(text) ? Number(text) : 0);
    const [outlet] = channel && canChoose(channel) ? await outletsByIds(db, [channel.outletId]) : [];
    return channel && outlet ? { channel, outlet } : undefined;
  };
  const nowhere = (c: Context<DeskEnv>) => c.redirect('/desk/sources/outlets', 303);

  app.get('/desk/sources/channels/:id/reading', write, async (c) => {
    const facts = await found(c);
    if (!facts) return nowhere(c);
    const { kind, settings } = facts.channel;
    return c.html(
      <ReadingPage c={c} {...facts} typed={{ kind, api: typeof settings.api === 'string' ? settings.api : '' }} />,
    );
  });

  app.post('/desk/sources/channels/:id/reading', write, async (c) => {
    const facts = await found(c);
    if (!facts) return nowhere(c);
    const { channel } = facts;
    const form = await c.req.parseBody();
    const api = typeof form.api === 'string' ? form.api.trim() : '';
    const kind = choosable.find((one) => one === form.kind);
    const read = blueskySettings.safeParse(api === '' ? {} : { api });
    if (kind === undefined || (kind === 'bluesky' && !read.success)) {
      const errors =
        kind === undefined
          ? { kind: c.var.t('ingest.reading.wrong.kind') }
          : { api: c.var.t('ingest.reading.wrong.api') };
      return c.html(
        <ReadingPage c={c} {...facts} typed={{ kind: String(form.kind ?? ''), api }} errors={errors} />,
        422,
      );
    }
    const settings = kind === 'bluesky' && read.success ? read.data : kind === channel.kind ? channel.settings : {};
    await db.transaction().execute(async (trx) => {
      await setChannelReading(trx, channel.id, { kind, settings });
      const detail = { url: channel.url, kind, ...(kind === 'bluesky' ? settings : {}) };
      await record(trx, { person: c.var.person, action: 'source.reading', subject: `channel:${channel.id}`, detail });
    });
    return done(c, outletPath(channel.outletId), 'ingest.done.reading');
  });
}
