import type { Context, Hono } from 'hono';
import { can, type DeskEnv, DeskPage, done, guard, listOrganisations, record } from '../identity/index.ts';
import { normalise } from '../language/index.ts';
import { readAtlas } from '../places/index.ts';
import { type Clock, type Db, type Env, idIn } from '../platform/index.ts';
import { Button, Empty } from '../ui/index.ts';
import { assignmentStates, nextStates } from './assignment.ts';
import { coverageOf, holesOf } from './coverage.ts';
import { type AgendaEvent, type Day, dayAfter, dayIn, eventName, isDay, isKind, phases } from './event.ts';
import { agendaChanged } from './events.ts';
import { importEvents } from './exchange/import.ts';
import { ImportError } from './exchange/row.ts';
import { blank, type Ground, readEvent, type Typed, typedOf } from './form.ts';
import { holdAssignment, insertAssignment, listAssignments, moveAssignment } from './store/assignments.ts';
import {
  type AgendaFilter,
  cancelEvent,
  countEvents,
  eventById,
  holdAgenda,
  insertEvent,
  listEvents,
  listSeries,
  updateEvent,
} from './store/events.ts';
import { judgeLink, linkOf, linksOfEvent, mentionsOf } from './store/links.ts';
import { refoldSeries, unfoldSeries } from './unfold.ts';
import { AssignmentsPage } from './views/assignments.tsx';
import { EventPage, readHole } from './views/event.tsx';
import { EventForm, ImportPage } from './views/form.tsx';
import { AgendaPage, type Seen, views } from './views/list.tsx';
import { eventPath } from './views/words.tsx';

export type AgendaParts = {
  db: Db;
  clock: Clock;
  /** The country's time zone: by it the desk tells what day it is. */
  zone: string;
  /** The languages in which events should be found when nobody says otherwise: those of the portal. */
  langs: readonly string[];
};

const perPage = 50;
const mostLinks = 200;

/** The pages of the agenda: what is to come, each event with its coverage, assignments, and bringing lists in. */
export function agendaDesk(app: Hono<Env>, parts: AgendaParts): void {
  readingRoutes(app, parts);
  writingRoutes(app, parts);
  importRoutes(app, parts);
  eventRoutes(app, parts);
  assignmentRoutes(app, parts);
}

const todayOf = ({ clock, zone }: AgendaParts): Day => dayIn(clock(), zone);

async function groundOf({ db, zone, langs }: AgendaParts): Promise<Ground> {
  return { atlas: await readAtlas(db), interfaceLangs: langs, zone, langs };
}

/** Some events with what was published about them, and the holes of the day. */
async function look(db: Db, events: readonly AgendaEvent[], today: Day): Promise<Seen[]> {
  const mentions = await mentionsOf(
    db,
    events.map(({ id }) => id),
  );
  return events.map((event) => {
    const coverage = coverageOf(event, mentions.get(event.id) ?? []);
    return { event, coverage, holes: holesOf(event, coverage, today) };
  });
}

function readingRoutes(app: Hono<Env>, parts: AgendaParts): void {
  const { db, langs } = parts;
  const read = guard('event.read');

  app.get('/desk/agenda', read, async (c) => {
    const today = todayOf(parts);
    const asked = c.req.query();
    const view = views.find((each) => each === asked.view) ?? 'upcoming';
    const filter: AgendaFilter = {
      words: asked.q?.trim().slice(0, 200) || undefined,
      kind: asked.kind !== undefined && isKind(asked.kind) ? asked.kind : undefined,
      place: asked.place !== undefined && /^\d{2}$/.test(asked.place) ? asked.place : undefined,
      ...(view === 'upcoming' ? { from: today } : {}),
      ...(view === 'past' ? { to: dayAfter(today, -1) } : {}),
      ...(view === 'coverage' ? { from: dayAfter(today, -45), to: dayAfter(today, 45) } : {}),
    };
    const page = Math.min(10_000, Math.max(1, Number.parseInt(asked.page ?? '1', 10) || 1));
    const span = { limit: perPage, offset: (page - 1) * perPage, latest: view === 'past' };
    const series = view === 'series' ? await listSeries(db) : undefined;
    const [events, count, near] = await Promise.all([
      series ?? listEvents(db, filter, span),
      series?.length ?? countEvents(db, filter),
      // Holes stand above what is to come, and nowhere else.
      view === 'upcoming'
        ? listEvents(db, { from: dayAfter(today, -45), to: dayAfter(today, 45) }, { limit: 200 })
        : [],
    ]);
    const told = langs.includes(asked.told ?? '')
      ? (asked.told ?? '')
      : (langs.find((lang) => lang !== langs[0]) ?? 'en');
    const props = { c, today, view, filter, count, page, perPage, told, langs };
    const [atlas, seen, urgent] = await Promise.all([readAtlas(db), look(db, events, today), look(db, near, today)]);
    return c.html(<AgendaPage {...props} atlas={atlas} seen={seen} urgent={urgent} />);
  });

  app.get('/desk/agenda/assignments', read, async (c) => {
    const { person } = c.var;
    const organisationId = can(person, 'assignment.ask') ? undefined : person.organisation.id;
    const [assignments, organisations] = await Promise.all([
      listAssignments(db, { organisationId }, 300),
      listOrganisations(db),
    ]);
    return c.html(
      <AssignmentsPage c={c} today={todayOf(parts)} assignments={assignments} organisations={organisations} />,
    );
  });
}

/** The fields of a form as they were sent; files are left out. */
async function typedIn(c: Context): Promise<Typed> {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body)
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string')
      .map(([name, value]) => [name, value.slice(0, 20_000)]),
  );
}

function writingRoutes(app: Hono<Env>, parts: AgendaParts): void {
  const { db, clock } = parts;
  const write = guard('event.write');

  app.get('/desk/agenda/new', write, async (c) => {
    const ground = await groundOf(parts);
    const form = { ground, action: '/desk/agenda/new', back: '/desk/agenda', title: c.var.t('agenda.new') };
    return c.html(<EventForm c={c} {...form} typed={blank(todayOf(parts), ground)} />);
  });

  app.post('/desk/agenda/new', write, async (c) => {
    const ground = await groundOf(parts);
    const typed = await typedIn(c);
    const form = { ground, action: '/desk/agenda/new', back: '/desk/agenda', title: c.var.t('agenda.new') };
    const read = readEvent(typed, ground);
    if ('faults' in read) return c.html(<EventForm c={c} {...form} typed={typed} faults={read.faults} />, 422);
    const now = clock();
    const id = await db.transaction().execute(async (trx) => {
      await holdAgenda(trx);
      const id = await insertEvent(trx, { ...read.event, origin: 'desk' }, now);
      if (id === undefined) throw new Error('agenda: a new event without a key cannot be there already');
      const event = await eventById(trx, id);
      if (event?.rule) await unfoldSeries(trx, event, todayOf(parts), now);
      else await agendaChanged(trx, id);
      const detail = { name: eventName(read.event.names, c.var.lang).name };
      await record(trx, { person: c.var.person, action: 'event.add', subject: `event:${id}`, detail });
      return id;
    });
    return done(c, eventPath(id), 'agenda.done.added');
  });

  app.get('/desk/agenda/:id{[0-9]+}/edit', write, async (c) => {
    const event = await eventById(db, idIn(c));
    if (!event) return missing(c);
    const ground = await groundOf(parts);
    return c.html(<EventForm c={c} {...editing(c, event, ground)} typed={typedOf(event)} />);
  });

  app.post('/desk/agenda/:id{[0-9]+}/edit', write, async (c) => {
    const event = await eventById(db, idIn(c));
    if (!event) return missing(c);
    const ground = await groundOf(parts);
    const typed = await typedIn(c);
    const read = readEvent(typed, ground);
    if ('faults' in read)
      return c.html(<EventForm c={c} {...editing(c, event, ground)} typed={typed} faults={read.faults} />, 422);
    const now = clock();
    await db.transaction().execute(async (trx) => {
      await holdAgenda(trx);
      // What once happened once does not become a series, nor the other way round: its occurrences would have no place.
      const rule = event.rule === null ? null : (read.event.rule ?? event.rule);
      await updateEvent(trx, event.id, { ...read.event, rule }, { now, byPerson: true });
      if (rule !== null) await refoldSeries(trx, { ...event, ...read.event, rule }, todayOf(parts), now);
      else await agendaChanged(trx, event.id);
      const detail = { name: eventName(read.event.names, c.var.lang).name };
      await record(trx, { person: c.var.person, action: 'event.edit', subject: `event:${event.id}`, detail });
    });
    return done(c, eventPath(event.id), 'agenda.done.saved');
  });

  app.post('/desk/agenda/:id{[0-9]+}/state', write, async (c) => {
    const event = await eventById(db, idIn(c));
    if (!event) return missing(c);
    const off = (await typedIn(c)).state !== 'on';
    const now = clock();
    await db.transaction().execute(async (trx) => {
      if (!(await cancelEvent(trx, event.id, off, now))) return;
      await agendaChanged(trx, event.id);
      const action = off ? 'event.cancel' : 'event.revive';
      await record(trx, { person: c.var.person, action, subject: `event:${event.id}`, detail: {} });
    });
    return done(c, eventPath(event.id), off ? 'agenda.done.cancelled' : 'agenda.done.revived');
  });
}

const editing = (c: Context<DeskEnv>, event: AgendaEvent, ground: Ground) => ({
  ground,
  action: `${eventPath(event.id)}/edit`,
  back: eventPath(event.id),
  occurrence: event.rule === null,
  title: c.var.t('agenda.edit.title', { name: eventName(event.names, c.var.lang).name }),
});

function importRoutes(app: Hono<Env>, parts: AgendaParts): void {
  const { db, clock, langs } = parts;

  app.get('/desk/agenda/import', guard('event.write'), (c) => c.html(<ImportPage c={c} langs={langs} typed={{}} />));

  app.post('/desk/agenda/import', guard('event.write'), async (c) => {
    const { t, person } = c.var;
    const body = await c.req.parseBody();
    const file =
      body.file instanceof File && body.file.size > 0 ? new Uint8Array(await body.file.arrayBuffer()) : undefined;
    const pasted = typeof body.text === 'string' ? body.text : '';
    const lang = typeof body.lang === 'string' && langs.includes(body.lang) ? body.lang : c.var.lang;
    const preview = body.step === 'preview';
    const typed: Typed = { text: file ? new TextDecoder().decode(file) : pasted, lang };
    try {
      const report = await importEvents(db, file ?? new TextEncoder().encode(pasted), {
        ground: await groundOf(parts),
        today: todayOf(parts),
        now: clock(),
        lang,
        preview,
      });
      const { added, changed, refused } = report;
      if (!preview)
        await record(db, { person, action: 'event.import', subject: 'agenda', detail: { added, changed, refused } });
      return c.html(<ImportPage c={c} langs={langs} typed={typed} report={report} preview={preview} />);
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      const errors = { [file ? 'file' : 'text']: t(`agenda.import.wrong.${error.fault}`) };
      return c.html(<ImportPage c={c} langs={langs} typed={typed} errors={errors} />, 422);
    }
  });
}

function eventRoutes(app: Hono<Env>, parts: AgendaParts): void {
  const { db, clock } = parts;

  const show = async (c: Context<DeskEnv>, problem?: string) => {
    const event = await eventById(db, idIn(c));
    if (!event) return missing(c);
    const today = todayOf(parts);
    const [atlas, [seen], links, refused, assignments, organisations] = await Promise.all([
      readAtlas(db),
      look(db, [event], today),
      linksOfEvent(db, event.id, { limit: mostLinks }),
      linksOfEvent(db, event.id, { limit: mostLinks, refused: true }),
      listAssignments(db, { eventIds: [event.id] }, 100),
      listOrganisations(db),
    ]);
    const { coverage, holes } = seen ?? { coverage: coverageOf(event, []), holes: [] };
    const phase = phases.find((each) => each === c.req.query('phase'));
    const props = { c, now: clock(), today, event, atlas, coverage, holes, phase, links, refused, problem };
    return c.html(
      <EventPage {...props} assignments={assignments} organisations={organisations} />,
      problem === undefined ? 200 : 422,
    );
  };
  app.get('/desk/agenda/:id{[0-9]+}', guard('event.read'), (c) => show(c));

  app.post('/desk/agenda/:id{[0-9]+}/links', guard('event.write'), async (c) => {
    const { subject = '', judged } = await typedIn(c);
    const link = await linkOf(db, idIn(c), subject);
    if (!link) return missing(c);
    const verdict = judged === 'yes' ? 'yes' : 'no';
    await db.transaction().execute(async (trx) => {
      const by = { person: c.var.person, now: clock() };
      if (!(await judgeLink(trx, link.eventId, link, verdict, by))) return;
      await agendaChanged(trx, link.eventId);
      const detail = { subject, verdict };
      await record(trx, { person: c.var.person, action: 'event.judge', subject: `event:${link.eventId}`, detail });
    });
    return done(c, eventPath(link.eventId), verdict === 'yes' ? 'agenda.done.attached' : 'agenda.done.detached');
  });

  app.post('/desk/agenda/:id{[0-9]+}/assignments', guard('assignment.ask'), async (c) => {
    const event = await eventById(db, idIn(c));
    if (!event) return missing(c);
    const { hole = '', organisation = '', due = '', ask = '' } = await typedIn(c);
    const wanted = readHole(hole);
    const known = (await listOrganisations(db)).some(({ id }) => id === organisation);
    if (!wanted || !known || (due !== '' && !isDay(due))) return show(c, c.var.t('agenda.ask.wrong'));
    const made = await db.transaction().execute(async (trx) => {
      const by = { person: c.var.person, now: clock() };
      const asked = {
        eventId: event.id,
        lang: wanted.lang,
        class: wanted.voice,
        organisationId: organisation,
        dueDay: due || null,
        ask: normalise(ask).slice(0, 2_000),
      };
      const id = await insertAssignment(trx, asked, by);
      if (id === undefined) return false;
      const detail = { event: event.id, lang: wanted.lang, organisation };
      await record(trx, { person: c.var.person, action: 'assignment.ask', subject: `assignment:${id}`, detail });
      return true;
    });
    return made ? done(c, eventPath(event.id), 'agenda.done.asked') : show(c, c.var.t('agenda.ask.there'));
  });
}

function assignmentRoutes(app: Hono<Env>, { db, clock }: AgendaParts): void {
  app.post('/desk/agenda/assignments/:id{[0-9]+}', guard('event.read'), async (c) => {
    const { person } = c.var;
    const typed = await typedIn(c);
    const state = assignmentStates.find((each) => each === typed.state);
    const moved = await db.transaction().execute(async (trx) => {
      const held = await holdAssignment(trx, idIn(c));
      if (!held || state === undefined) return undefined;
      const may = nextStates(held.state, {
        asked: can(person, 'assignment.answer', held.organisationId),
        asking: can(person, 'assignment.ask'),
      });
      if (!may.includes(state)) return { held, done: false };
      const answer = normalise(typed.answer ?? '').slice(0, 500) || held.answer;
      await moveAssignment(trx, held.id, { state, answer }, { person, now: clock() });
      const detail = { event: held.eventId };
      await record(trx, { person, action: `assignment.${state}`, subject: `assignment:${held.id}`, detail });
      return { held, done: true };
    });
    if (!moved) return missing(c);
    const back = typed.back === '/desk/agenda/assignments' ? typed.back : eventPath(moved.held.eventId);
    // Somebody else was faster: the page that follows shows what they did.
    return moved.done ? done(c, back, 'agenda.done.moved') : c.redirect(back, 303);
  });
}

const missing = (c: Context<DeskEnv>) => {
  const { t } = c.var;
  return c.html(
    <DeskPage c={c} title={t('ui.error.404')}>
      <Empty title={t('agenda.missing')} text={t('agenda.missing.text')}>
        <Button href="/desk/agenda">{t('agenda.title')}</Button>
      </Empty>
    </DeskPage>,
    404,
  );
};
