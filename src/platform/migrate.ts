import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db, Trx } from './db.ts';
import { packageRoot } from './paths.ts';

/** A migration as it lies in a module's folder. */
type Migration = { module: string; name: string; text: string; checksum: string };

/** A migration that was run once and has another text now. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

// Any number will do, as long as every process of ours uses the same one.
const LOCK = 7_291_046;

/**
 * Brings the database to the state that `src/<module>/migrations/*.sql` describe, module by module in the
 * order given, each file once and in a transaction of its own. Several processes may call it at once.
 * Gives the names of the migrations that it ran. Throws a MigrationError when a file that ran before has
 * changed, or one that ran is missing; an error of PostgreSQL names the file.
 */
export async function migrate(db: Db, modules: readonly string[]): Promise<string[]> {
  return db.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(${sql.lit(LOCK)})`.execute(session);
    try {
      await prepare(session);
      const ran: string[] = [];
      const before = await history(session);
      for (const module of modules) {
        await sql`create schema if not exists ${sql.id(module)}`.execute(session);
        const found = migrationsOf(module);
        refuseMissing(module, found, before);
        for (const migration of found) {
          const key = `${module}/${migration.name}`;
          const checksum = before.get(key);
          if (checksum === undefined) {
            await session.transaction().execute((trx) => run(trx, migration));
            ran.push(key);
          } else if (checksum !== migration.checksum)
            throw new MigrationError(`migrate: ${key} was changed after it ran; put it back and write a new migration`);
        }
      }
      return ran;
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(LOCK)})`.execute(session);
    }
  });
}

async function prepare(db: Db): Promise<void> {
  const { rows } = await sql<{ version: number }>`select current_setting('server_version_num')::int as version`.execute(
    db,
  );
  const version = rows[0]?.version ?? 0;
  if (version < 150_000)
    throw new MigrationError(
      `migrate: PostgreSQL 15 or later is needed, the server is ${Math.floor(version / 10_000)}`,
    );
  for (const extension of ['unaccent', 'pg_trgm'])
    await sql`create extension if not exists ${sql.id(extension)} with schema public`.execute(db);
  await sql`create schema if not exists platform`.execute(db);
  await sql`create table if not exists platform.migration (
    module text not null, name text not null, checksum text not null, at timestamptz not null default now(),
    primary key (module, name))`.execute(db);
}

async function history(db: Db): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; checksum: string }>`
    select module || '/' || name as key, checksum from platform.migration`.execute(db);
  return new Map(rows.map((row) => [row.key, row.checksum]));
}

function migrationsOf(module: string): Migration[] {
  const folder = join(packageRoot, 'src', module, 'migrations');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { module, name, text, checksum: createHash('sha256').update(text).digest('hex') };
    });
}

function refuseMissing(module: string, found: readonly Migration[], before: ReadonlyMap<string, string>): void {
  const names = new Set(found.map((migration) => `${module}/${migration.name}`));
  for (const key of before.keys())
    if (key.startsWith(`${module}/`) && !names.has(key))
      throw new MigrationError(
        `migrate: the database has ${key}, which this program does not know; it is newer than the program`,
      );
}

async function run(trx: Trx, migration: Migration): Promise<void> {
  const key = `${migration.module}/${migration.name}`;
  try {
    await sql.raw(migration.text).execute(trx);
  } catch (cause) {
    throw new Error(`migrate: ${key} failed: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  await sql`insert into platform.migration (module, name, checksum)
    values (${migration.module}, ${migration.name}, ${migration.checksum})`.execute(trx);
}
