import type { Db, Trx } from '../platform/index.ts';
import { type AgendaEvent, type Day, dayAfter } from './event.ts';
import { agendaChanged } from './events.ts';
import { horizon, lasting, occurrencesOf } from './recurrence.ts';
import { dropOccurrences, holdAgenda, insertEvent, listSeries } from './store/events.ts';

/** Puts the occurrences of a series that are near enough on the agenda, those that are not there yet. Gives how many. */
export async function unfoldSeries(trx: Trx, series: AgendaEvent, today: Day, now: Date): Promise<number> {
  if (series.rule === null || series.cancelled) return 0;
  let made = 0;
  for (const day of occurrencesOf(series.rule, series.firstDay, horizon(today))) {
    const { kind, names, aliases, queries, startTime, zone, venue, country, place } = series;
    const { organisations, langs, weight, source, note } = series;
    const facts = {
      kind,
      names,
      aliases,
      queries,
      startTime,
      zone,
      venue,
      country,
      place,
      organisations,
      langs,
      weight,
    };
    const id = await insertEvent(
      trx,
      {
        ...facts,
        source,
        note,
        origin: 'series',
        firstDay: day,
        lastDay: dayAfter(day, lasting(series)),
        seriesId: series.id,
        occurrence: day,
      },
      now,
    );
    if (id === undefined) continue;
    made++;
    await agendaChanged(trx, id);
  }
  return made;
}

/** Makes the occurrences to come of a changed series anew; those that a person changed or that something hangs on stay. */
export async function refoldSeries(trx: Trx, series: AgendaEvent, today: Day, now: Date): Promise<void> {
  await dropOccurrences(trx, series.id, today);
  await unfoldSeries(trx, series, today, now);
}

/** Unfolds every series; what the nightly job does. */
export async function unfoldAll(db: Db, today: Day, now: Date): Promise<void> {
  for (const series of await listSeries(db))
    await db.transaction().execute(async (trx) => {
      await holdAgenda(trx);
      await unfoldSeries(trx, series, today, now);
    });
}
