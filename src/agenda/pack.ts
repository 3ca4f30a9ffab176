import { z } from 'zod';
import type { Db, Pack } from '../platform/index.ts';
import { type Day, type EventFacts, kinds } from './event.ts';
import { readRule } from './recurrence.ts';
import { eventsByKeys, holdAgenda, insertEvent, updateEvent } from './store/events.ts';
import { refoldSeries, unfoldSeries } from './unfold.ts';

const words = z.record(z.string(), z.array(z.string().min(1))).default({});

const agendaFile = z.object({
  series: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(kinds),
      names: z.record(z.string(), z.string().min(1)),
      aliases: words,
      queries: words,
      /** The first day from which the rule counts. */
      first: z.iso.date(),
      /** How many days it lasts. */
      days: z.int().min(1).max(60).default(1),
      rule: z.string().refine((rule) => readRule(rule) !== undefined, 'not a recurrence rule'),
      place: z.object({ code: z.string(), validFrom: z.iso.date() }).nullable().default(null),
      organisations: z.array(z.string()).default([]),
      weight: z.int().min(1).max(3),
      source: z.string().min(1),
      note: z.string().nullable().default(null),
    }),
  ),
});

type Where = { country: string; zone: string; langs: readonly string[]; today: Day; now: Date };

/** Puts the days that a country keeps every year on the agenda, as the country pack has them. What people changed stays. */
export async function registerDays(db: Db, pack: Pack, { country, zone, langs, today, now }: Where): Promise<void> {
  const { series } = pack.read('agenda.json', agendaFile);
  await db.transaction().execute(async (trx) => {
    await holdAgenda(trx);
    const known = await eventsByKeys(
      trx,
      series.map(({ id }) => `pack:${id}`),
    );
    for (const { id, first, days, rule, ...given } of series) {
      const facts: EventFacts & { rule: string } = {
        ...given,
        firstDay: first,
        lastDay: new Date(Date.parse(first) + (days - 1) * 86_400_000).toISOString().slice(0, 10),
        startTime: null,
        zone,
        venue: null,
        country,
        langs,
        rule: readRule(rule) ?? rule,
      };
      const there = known.get(`pack:${id}`);
      if (!there) {
        const made = await insertEvent(trx, { ...facts, origin: 'pack', key: `pack:${id}` }, now);
        if (made === undefined) continue;
        await unfoldSeries(
          trx,
          { ...facts, id: made, origin: 'pack', seriesId: null, occurrence: null, edited: false, cancelled: false },
          today,
          now,
        );
      } else if (!there.edited && differs(there, facts)) {
        await updateEvent(trx, there.id, facts, { now, byPerson: false });
        await refoldSeries(trx, { ...there, ...facts }, today, now);
      }
    }
  });
}

function differs(there: EventFacts & { rule: string | null }, facts: EventFacts & { rule: string }): boolean {
  const order = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return (Object.keys(facts) as (keyof typeof facts)[]).some(
    (field) => JSON.stringify(order(there[field])) !== JSON.stringify(order(facts[field])),
  );
}
