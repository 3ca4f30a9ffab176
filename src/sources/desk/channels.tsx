import type { Hono } from 'hono';
import { done, guard, record } from '../../identity/index.ts';
import { normalise, normaliseLine } from '../../language/index.ts';
import { type Db, type Env, idIn } from '../../platform/index.ts';
import { addressKey } from '../channel.ts';
import { type Errors, typedIn } from '../form.ts';
import { adoptAddress, changeChannel, channelById, channelsAt, channelsOf } from '../store/channels.ts';
import { outletById } from '../store/outlets.ts';
import { EditChannelPage } from '../views/channel-form.tsx';
import { NoOutlet, outletPath } from '../views/parts.tsx';

/** Changing what the register says of a channel, and taking over the address that it has moved to. */
export function channelPages(app: Hono<Env>, { db }: { db: Db }): void {
  const write = guard('source.write');

  const found = async (id: number) => {
    const channel = await channelById(db, id);
    const outlet = channel && (await outletById(db, channel.outletId));
    if (!channel || !outlet) return undefined;
    const others = (await channelsOf(db, [outlet.id])).filter((other) => other.id !== channel.id);
    return { channel, outlet, others };
  };

  app.get('/desk/sources/channels/:id/edit', write, async (c) => {
    const facts = await found(idIn(c));
    if (!facts) return c.html(<NoOutlet c={c} />, 404);
    const { title, language, note } = facts.channel;
    const typed = { title: title ?? '', language: language ?? '', note: note ?? '' };
    return c.html(<EditChannelPage c={c} {...facts} typed={typed} />);
  });

  app.post('/desk/sources/channels/:id/edit', write, async (c) => {
    const facts = await found(idIn(c));
    if (!facts) return c.html(<NoOutlet c={c} />, 404);
    const typed = await typedIn(c.req);
    const title = normaliseLine(typed.title ?? '').slice(0, 200) || null;
    const language = normaliseLine(typed.language ?? '').toLowerCase() || null;
    const note = normalise(typed.note ?? '').slice(0, 4_000) || null;
    const errors: Errors =
      language === null || /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(language)
        ? {}
        : { language: c.var.t('sources.wrong.language') };
    if (Object.keys(errors).length > 0)
      return c.html(<EditChannelPage c={c} {...facts} typed={typed} errors={errors} />, 422);
    const { id, outletId, url } = facts.channel;
    await db.transaction().execute(async (trx) => {
      await changeChannel(trx, id, { title, language, note });
      const detail = { url, title, language };
      await record(trx, { person: c.var.person, action: 'source.edit', subject: `channel:${id}`, detail });
    });
    return done(c, outletPath(outletId), 'sources.done.saved');
  });

  app.post('/desk/sources/channels/:id/adopt', write, async (c) => {
    const channel = await channelById(db, idIn(c));
    if (!channel) return c.html(<NoOutlet c={c} />, 404);
    const { id, outletId, url, fetchUrl } = channel;
    if (fetchUrl === url) return done(c, outletPath(outletId), 'sources.done.saved');
    const to = new URL(fetchUrl);
    const taken = (await channelsAt(db, [to])).get(addressKey(to));
    // The new address is registered already: the two channels have become one.
    if (taken && taken.id !== id) return c.redirect(`/desk/sources/join?channel=${taken.id}&channel=${id}`, 303);
    await db.transaction().execute(async (trx) => {
      await adoptAddress(trx, id, to);
      const detail = { from: url, to: fetchUrl };
      await record(trx, { person: c.var.person, action: 'source.adopt', subject: `channel:${id}`, detail });
    });
    return done(c, outletPath(outletId), 'sources.done.adopted');
  });
}
