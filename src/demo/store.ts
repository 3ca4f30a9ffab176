import { sql } from 'kysely';
import type { Db } from '../platform/index.ts';

/** How the demonstration of this installation runs: since when, and on which port of the loopback. */
export type Running = { began: Date; port: number };

/**
 * Decides, at the first start only, whether the demonstration runs; later calls change nothing.
 * Gives how it runs, or undefined where it does not.
 */
export async function decide(db: Db, first: Running & { running: boolean }): Promise<Running | undefined> {
  await sql`insert into demo.demonstration (running, began, port)
    values (${first.running}, ${first.began}, ${first.port}) on conflict do nothing`.execute(db);
  return runningDemonstration(db);
}

/** How the demonstration runs, or undefined where it does not. */
export async function runningDemonstration(db: Db): Promise<Running | undefined> {
  const { rows } = await sql<Running>`select began, port from demo.demonstration where running`.execute(db);
  return rows[0];
}
