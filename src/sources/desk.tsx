import type { Context, Hono } from 'hono';
import { type DeskEnv, done, guard, listOrganisations, record } from '../identity/index.ts';
import { readAtlas } from '../places/index.ts';
import { type Clock, type Db, type Env, idIn, type Languages } from '../platform/index.ts';
import { readAddress } from './channel.ts';
import { alertRoutes } from './desk/alerts.tsx';
import { bulkRoutes } from './desk/bulk.tsx';
import { channelPages } from './desk/channels.tsx';
import { contactRoutes } from './desk/contacts.tsx';
import { joinRoutes } from './desk/joining.tsx';
import { readingRoutes } from './desk/reading.tsx';
import { exportContacts, exportSources } from './exchange/export.ts';
import { importSources } from './exchange/import.ts';
import { ImportError } from './exchange/row.ts';
import { alertFeedApi } from './feed/api.ts';
import { alertFeedDesk } from './feed/desk.tsx';
import { readOutlet, type Typed, typedIn } from './form.ts';
import { isClass, outletName } from './outlet.ts';
import { addChannel } from './register.ts';
import { channelById, setChannelState, setClassState } from './store/channels.ts';
import { outletById, updateOutlet } from './store/outlets.ts';
import { ImportPage } from './views/exchange.tsx';
import { EditOutletPage, typedOf } from './views/outlet-form.tsx';
import { NoOutlet, outletPath } from './views/parts.tsx';

type Parts = { db: Db; clock: Clock; publicUrl: string; languages: Languages };

/** The pages of the register: overview, list, adding, editing, bringing in and out. */
export function sourcesDesk(app: Hono<Env>, parts: Parts): void {
  readingRoutes(app, parts);
  bulkRoutes(app, parts);
  alertRoutes(app, parts);
  alertFeedDesk(app, parts);
  alertFeedApi(app, parts);
  contactRoutes(app, parts);
  channelPages(app, parts);
  joinRoutes(app, parts);
  outletRoutes(app, parts);
  channelRoutes(app, parts);
  exchangeRoutes(app, parts);
}

function outletRoutes(app: Hono<Env>, { db }: Pick<Parts, 'db'>): void {
  const write = guard('source.write');

  app.get('/desk/sources/outlets/:id/edit', write, async (c) => {
    const outlet = await outletById(db, idIn(c));
    if (!outlet) return noOutlet(c);
    const [atlas, organisations] = await Promise.all([readAtlas(db), listOrganisations(db)]);
    return c.html(<EditOutletPage {...{ c, atlas, organisations, outlet }} typed={typedOf(outlet)} />);
  });

  app.post('/desk/sources/outlets/:id/edit', write, async (c) => {
    const outlet = await outletById(db, idIn(c));
    if (!outlet) return noOutlet(c);
    const typed = await typedIn(c.req);
    const [atlas, organisations] = await Promise.all([readAtlas(db), listOrganisations(db)]);
    const read = readOutlet(typed, { t: c.var.t, atlas, organisations });
    if ('errors' in read)
      return c.html(<EditOutletPage {...{ c, atlas, organisations, typed, outlet }} errors={read.errors} />, 422);
    await db.transaction().execute(async (trx) => {
      await updateOutlet(trx, outlet.id, { ...outlet, ...read.outlet });
      const { name, rights, agreement = null } = read.outlet;
      const detail = { name, rights, agreement };
      await record(trx, { person: c.var.person, action: 'source.edit', subject: `outlet:${outlet.id}`, detail });
    });
    return done(c, outletPath(outlet.id), 'sources.done.saved');
  });
}

function channelRoutes(app: Hono<Env>, { db }: Pick<Parts, 'db'>): void {
  const write = guard('source.write');

  app.post('/desk/sources/outlets/:id/channels', write, async (c) => {
    const { person, lang } = c.var;
    const outlet = await outletById(db, idIn(c));
    if (!outlet) return noOutlet(c);
    const typed = await typedIn(c.req);
    // The page of the outlet shows the form again, with what was typed and what is wrong with it.
    const back = (fault: string, owner = '') => {
      const query = new URLSearchParams({ url: typed.url ?? '', fault, owner });
      return c.redirect(`${outletPath(outlet.id)}?${query}#channel`, 303);
    };
    const address = readAddress(typed.url ?? '');
    if ('fault' in address) return back(address.fault);
    const result = await db.transaction().execute(async (trx) => {
      const added = await addChannel(trx, outlet.id, { url: address.url.href });
      const detail = { url: address.url.href };
      if (added.added) await record(trx, { person, action: 'source.channel', subject: `outlet:${outlet.id}`, detail });
      return added;
    });
    if (result.added) return done(c, outletPath(outlet.id), 'sources.done.channel');
    const owner = await outletById(db, result.outletId);
    return back('there', owner ? outletName(owner, lang) : '');
  });

  app.post('/desk/sources/channels/:id/state', write, async (c) => {
    const channel = await channelById(db, idIn(c));
    if (!channel) return noOutlet(c);
    const state = (await typedIn(c.req)).state === 'active' ? 'active' : 'paused';
    await db.transaction().execute(async (trx) => {
      if (await setChannelState(trx, channel.id, state))
        await record(trx, {
          person: c.var.person,
          action: `source.${state}`,
          subject: `channel:${channel.id}`,
          detail: { url: channel.url },
        });
    });
    return done(c, outletPath(channel.outletId), state === 'active' ? 'sources.done.started' : 'sources.done.paused');
  });

  app.post('/desk/sources/classes', write, async (c) => {
    const typed = await typedIn(c.req);
    const state = typed.state === 'active' ? 'active' : 'paused';
    const outletClass = typed.class ?? '';
    if (!isClass(outletClass)) return c.redirect('/desk/sources', 303);
    await db.transaction().execute(async (trx) => {
      const count = await setClassState(trx, outletClass, state);
      await record(trx, {
        person: c.var.person,
        action: `source.${state}`,
        subject: `class:${outletClass}`,
        detail: { count },
      });
    });
    return done(c, '/desk/sources', state === 'active' ? 'sources.done.started' : 'sources.done.paused');
  });
}

function exchangeRoutes(app: Hono<Env>, { db, clock }: Pick<Parts, 'db' | 'clock'>): void {
  app.get('/desk/sources/import', guard('source.import'), (c) => c.html(<ImportPage c={c} typed={{}} />));

  app.post('/desk/sources/import', guard('source.import'), async (c) => {
    const { t, person } = c.var;
    const body = await c.req.parseBody();
    const file =
      body.file instanceof File && body.file.size > 0 ? new Uint8Array(await body.file.arrayBuffer()) : undefined;
    const pasted = typeof body.text === 'string' ? body.text : '';
    const bytes = file ?? new TextEncoder().encode(pasted);
    const outletClass = typeof body.class === 'string' && isClass(body.class) ? body.class : 'domestic-press';
    const preview = body.step === 'preview';
    const active = body.active === '1';
    const typed: Typed = {
      text: file ? new TextDecoder().decode(file) : pasted,
      class: outletClass,
      active: active ? '1' : '',
    };
    try {
      const report = await importSources(db, bytes, {
        class: outletClass,
        state: active ? 'active' : 'paused',
        preview,
      });
      const { outlets, channels, contacts, refused } = report;
      if (!preview)
        await record(db, {
          person,
          action: 'source.import',
          subject: 'sources',
          detail: { outlets, channels, contacts, refused },
        });
      return c.html(<ImportPage c={c} typed={typed} report={report} preview={preview} />);
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      const errors = { [file ? 'file' : 'text']: t(`sources.import.wrong.${error.fault}`) };
      return c.html(<ImportPage c={c} typed={typed} errors={errors} />, 422);
    }
  });

  const download = (c: Context, name: string, type: string, text: string) => {
    c.header('Content-Type', `${type}; charset=utf-8`);
    c.header('Content-Disposition', `attachment; filename="${name}"`);
    return c.body(text);
  };

  app.get('/desk/sources/export.opml', guard('source.read'), async (c) => {
    const title = `${c.var.t('app.name')}: ${c.var.t('sources.title')}`;
    return download(c, 'sources.opml', 'text/x-opml', await exportSources(db, 'opml', { title, now: clock() }));
  });

  app.get('/desk/sources/export.csv', guard('source.read'), async (c) =>
    download(c, 'sources.csv', 'text/csv', await exportSources(db, 'csv', { now: clock() })),
  );

  app.get('/desk/sources/contacts.csv', guard('source.write'), async (c) => {
    await record(db, { person: c.var.person, action: 'source.contact.export', subject: 'sources' });
    return download(c, 'contacts.csv', 'text/csv', await exportContacts(db));
  });
}

const noOutlet = (c: Context<DeskEnv>) => c.html(<NoOutlet c={c} />, 404);
