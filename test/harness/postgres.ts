import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { moduleNames } from '../../src/modules.ts';
import { type Connection, openDb, openPool } from '../../src/platform/db.ts';
import { startCluster } from '../../src/platform/embedded.ts';
import { migrate } from '../../src/platform/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: { host: string; port: number; user: string; database: string };
  }
}

/** One real PostgreSQL for a whole run of tests, with a migrated template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'cuaso-test-'));
  chmodSync(folder, 0o755);
  const cluster = await startCluster(join(folder, 'data'), { durable: false });
  const connection = cluster.connection as Exclude<Connection, { connectionString: string }>;
  await createTemplate(connection);
  project.provide('postgres', connection);
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function createTemplate(connection: Exclude<Connection, { connectionString: string }>): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query('create database template_cuaso');
  await client.end();
  const db = openDb(openPool({ ...connection, database: 'template_cuaso' }, 2));
  await migrate(db, moduleNames);
  await db.destroy();
}
