import type { Hono } from 'hono';
import { sql } from 'kysely';
import type { Db } from '../db.ts';
import { addressRule } from '../fetch/address.ts';
import type { Metrics } from '../metrics.ts';
import type { Env } from '../module.ts';
import { clientAddressHeader } from './server.ts';

/**
 * `/healthz` (the process lives), `/readyz` (it can answer: the database is reached and it is not stopping) and
 * `/metrics` (Prometheus; only for clients in private networks, since it tells how the house is built).
 */
export function healthRoutes(
  app: Hono<Env>,
  { db, metrics, stopping }: { db: Db; metrics: Metrics; stopping: () => boolean },
): void {
  const isPublic = addressRule([]);
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    if (stopping()) return c.text('stopping', 503);
    try {
      await sql`select 1`.execute(db);
      return c.text('ready');
    } catch {
      return c.text('the database cannot be reached', 503, { 'retry-after': '5' });
    }
  });
  app.get('/metrics', async (c) => {
    if (isPublic(c.req.header(clientAddressHeader) ?? ''))
      return c.text('Metrics are told in private networks only.', 403);
    return c.text(await metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
}
