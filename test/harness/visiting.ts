import { sql } from 'kysely';
import { openLanes } from '../../src/ingest/lanes.ts';
import { type Progress, runDueChannels } from '../../src/ingest/pass.ts';
import { latestItems } from '../../src/ingest/store/read.ts';
import { lastVisits, type Visit } from '../../src/ingest/store/visits.ts';
import type { Deps } from '../../src/ingest/visit.ts';
import { identify } from '../../src/language/index.ts';
import { type Fetch, safeFetch } from '../../src/platform/fetch/fetch.ts';
import { addOutletWithChannel, type Channel, type ChannelKind, channelById } from '../../src/sources/index.ts';
import type { TestDatabase } from './database.ts';
import { loopback } from './sites.ts';

export type { Handler } from './sites.ts';

/** Channels on the loopback, visited by the program's own passes at a time that the test sets. */
export function visiting(test: TestDatabase, { now: start, fetch: given }: { now: Date; fetch?: Fetch }) {
  const servers = loopback();
  const fetch = given ?? safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
  let now = start;
  let outlets = 0;
  const deps = (): Deps => ({ db: test.db, fetch, clock: () => now, identify, lanes: openLanes(), chance: () => 0 });
  const channel = async (id: number): Promise<Channel> => {
    const found = await channelById(test.db, id);
    if (!found) throw new Error(`visiting: there is no channel ${id}`);
    return found;
  };
  return {
    deps,
    host: servers.host,
    channel,
    get now(): Date {
      return now;
    },
    wait(minutes: number): void {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    /** Registers a channel of an outlet of its own. */
    async register(kind: ChannelKind, url: string): Promise<number> {
      const outlet = { name: `Báo thử ${++outlets}`, class: 'domestic-press', origin: 'desk' } as const;
      return (await addOutletWithChannel(test.db, outlet, { kind, url })).channelId;
    },
    /** Fetches what is due, and the pages that follow from it. */
    pass: (): Promise<Progress> => runDueChannels(deps()),
    async items(id: number) {
      return latestItems(test.db, { outletIds: [(await channel(id)).outletId], most: 500 });
    },
    async visit(id: number): Promise<Visit> {
      const [visit] = await lastVisits(test.db, [id], 1);
      if (!visit) throw new Error(`visiting: channel ${id} was never visited`);
      return visit;
    },
    /** The items that were announced, in their order. */
    async arrivals(): Promise<number[]> {
      const { rows } = await sql<{ ids: number[] }>`select payload -> 'itemIds' as ids from platform.outbox
        where event = 'items.arrived' order by id`.execute(test.db);
      return rows.flatMap((row) => row.ids);
    },
    /** What one test registered must not come due in the next. */
    rest: () => sql`update sources.channel set state = 'paused'`.execute(test.db),
    async close(): Promise<void> {
      await fetch.close();
      servers.close();
    },
  };
}
