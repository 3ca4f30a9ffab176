import type { Context, Hono } from 'hono';
import { type DeskEnv, done, guard, record } from '../../identity/index.ts';
import type { Clock, Db, Env } from '../../platform/index.ts';
import {
  addChannel,
  channelById,
  type Outlet,
  outletName,
  outletPath,
  outletsByIds,
  setChannelSettings,
} from '../../sources/index.ts';
import { Troubled } from '../kinds/kind.ts';
import { pageOf } from '../kinds/listing/read.ts';
import { listingSettings } from '../kinds/listing/settings.ts';
import { Picker, PickerStart, pickerPath } from '../views/picker.tsx';
import { type Choice, choiceOf, readChoice, settingsOf } from './choice.ts';
import { type ArticleReading, readListing, readSample } from './reading.ts';
import { sheetOf } from './sheet.ts';
import type { Snapshots } from './snapshots.ts';

type Parts = { db: Db; clock: Clock; snapshots: Snapshots };

/** Choosing the list of a page and the parts of its articles by pointing at them, and keeping that as a channel. */
export function pickerDesk(app: Hono<Env>, { db, clock, snapshots }: Parts): void {
  const write = guard('source.write');
  const outletOf = async (c: Context): Promise<Outlet | undefined> => {
    const id = c.req.param('id') ?? '';
    return /^\d{1,15}$/.test(id) ? (await outletsByIds(db, [Number(id)]))[0] : undefined;
  };

  const show = async (c: Context<DeskEnv>, outlet: Outlet, asked: Choice, pick?: number, error?: string) => {
    const now = clock();
    try {
      const list = readListing(
        await snapshots(outlet.id, asked.url),
        asked,
        asked.step === 'list' ? pick : undefined,
        now,
      );
      const article =
        asked.step === 'article' ? await sampleOf(outlet, list.choice, list.entries[0]?.link, pick) : undefined;
      return c.html(
        <Picker c={c} outlet={outlet} list={list} article={article} error={error} />,
        error === undefined ? 200 : 422,
      );
    } catch (trouble) {
      if (!(trouble instanceof Troubled)) throw trouble;
      return c.html(<PickerStart c={c} outlet={outlet} url={asked.url} trouble={trouble.trouble} />, 502);
    }
  };

  const sampleOf = async (outlet: Outlet, choice: Choice, first: string | undefined, pick: number | undefined) => {
    const sample = webPage(choice.sample) ?? first;
    if (sample === undefined) return undefined;
    try {
      return readSample(
        await snapshots(outlet.id, sample),
        { ...choice, sample },
        pick,
        clock(),
      ) satisfies ArticleReading;
    } catch (trouble) {
      if (!(trouble instanceof Troubled)) throw trouble;
      return { trouble: trouble.trouble };
    }
  };

  app.get('/desk/sources/outlets/:id/listing', write, async (c) => {
    const outlet = await outletOf(c);
    if (!outlet) return c.redirect('/desk/sources/outlets', 303);
    const query = c.req.query();
    const typed = query.url?.trim() ?? '';
    const kept = typed === '' ? await keptChoice(db, outlet, query.channel) : undefined;
    if (kept) return c.redirect(pickerPath(outlet.id, kept), 303);
    const url = webPage(typed.includes('://') ? typed : `https://${typed}`);
    if (typed === '' || url === undefined) {
      const error = typed === '' ? undefined : c.var.t('ingest.picker.wrong-address');
      return c.html(<PickerStart c={c} outlet={outlet} url={typed} error={error} />, error === undefined ? 200 : 422);
    }
    const asked = without({ ...readChoice(query), url }, query.clear);
    return show(c, outlet, asked, /^\d{1,6}$/.test(query.pick ?? '') ? Number(query.pick) : undefined);
  });

  // The page itself, for the frame: a document of somebody else, that can neither run, send nor ask for anything.
  app.get('/desk/sources/outlets/:id/listing/page', write, async (c) => {
    const outlet = await outletOf(c);
    const url = webPage(c.req.query('url') ?? '');
    if (!outlet || url === undefined) return c.body(null, 404);
    try {
      const { html, look, url: at } = await snapshots(outlet.id, url);
      const sheet = sheetOf(pageOf(html), at, look);
      c.header(
        'Content-Security-Policy',
        `default-src 'none'; img-src ${sheet.pictures.join(' ')}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin`,
      );
      c.header('Referrer-Policy', 'no-referrer');
      c.header('Cache-Control', 'private, no-store');
      return c.body(sheet.html, 200, { 'Content-Type': 'text/html; charset=utf-8' });
    } catch (trouble) {
      if (!(trouble instanceof Troubled)) throw trouble;
      return c.text(trouble.message, 502);
    }
  });

  app.post('/desk/sources/outlets/:id/listing', write, async (c) => {
    const { t, lang, person } = c.var;
    const outlet = await outletOf(c);
    if (!outlet) return c.redirect('/desk/sources/outlets', 303);
    const form = await c.req.parseBody();
    const typed = Object.fromEntries(Object.entries(form).filter(([, value]) => typeof value === 'string')) as Record<
      string,
      string
    >;
    const choice = readChoice(typed);
    const url = webPage(choice.url);
    const settings = settingsOf(choice);
    if (url === undefined)
      return c.html(
        <PickerStart c={c} outlet={outlet} url={choice.url} error={t('ingest.picker.wrong-address')} />,
        422,
      );
    if (!settings) return show(c, outlet, choice, undefined, t('ingest.picker.choose-first'));
    const saved = await db.transaction().execute(async (trx) => {
      const known = choice.channel === 0 ? undefined : await channelById(trx, choice.channel);
      const again = known?.outletId === outlet.id && known.kind === 'listing' ? known.id : undefined;
      const result =
        again === undefined
          ? await addChannel(trx, outlet.id, { url, kind: 'listing', settings })
          : { channelId: again, outletId: outlet.id, added: await setChannelSettings(trx, again, settings) };
      const detail = { url, item: settings.list.item };
      if (result.added)
        await record(trx, { person, action: 'source.listing', subject: `channel:${result.channelId}`, detail });
      return result;
    });
    if (saved.added) return done(c, outletPath(outlet.id), 'ingest.done.listing');
    const [owner] = await outletsByIds(db, [saved.outletId]);
    return show(
      c,
      outlet,
      choice,
      undefined,
      t('sources.wrong.address-there', { name: owner ? outletName(owner, lang) : '' }),
    );
  });
}

/** What was chosen for a channel of the outlet; undefined when there is none, or it is of another kind. */
async function keptChoice(db: Db, outlet: Outlet, id: string | undefined): Promise<Choice | undefined> {
  const channel = id !== undefined && /^\d{1,15}$/.test(id) ? await channelById(db, Number(id)) : undefined;
  if (channel?.outletId !== outlet.id || channel.kind !== 'listing') return undefined;
  const settings = listingSettings.safeParse(channel.settings);
  return settings.success
    ? choiceOf(channel.url, channel.id, settings.data)
    : { ...readChoice({ url: channel.url }), channel: channel.id };
}

/** The choice without one of its parts. */
function without(choice: Choice, part: string | undefined): Choice {
  if (part === undefined) return choice;
  if (choice.step === 'list') return { ...choice, list: { ...choice.list, [part]: undefined } };
  return { ...choice, article: { ...choice.article, [part]: undefined } };
}

/** An address of a web page in its usual form. */
function webPage(text: string): string | undefined {
  const url = text.length > 2_000 ? null : URL.parse(text.trim());
  return url && /^https?:$/.test(url.protocol) && url.username === '' ? url.href.replace(/#.*$/s, '') : undefined;
}
