import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Connection, type Db, openDb, openPool } from '../../src/platform/db.ts';

/** A database of its own for a test file: empty, migrated, gone afterwards. */
export type TestDatabase = { readonly db: Db; readonly connection: Connection };

/**
 * Gives the tests of a file a migrated database of their own. Call it once, at the top of a `describe` or a file;
 * `db` may be used from the first hook on.
 */
export function testDatabase(): TestDatabase {
  const server = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const connection = { ...server, database: name };
  let db: Db | undefined;
  beforeAll(async () => {
    await admin(`create database ${name} template template_cuaso strategy file_copy`);
    db = openDb(openPool(connection, 12));
  });
  afterAll(async () => {
    await db?.destroy();
    await admin(`drop database if exists ${name} with (force)`);
  });
  return {
    connection,
    get db() {
      if (!db) throw new Error('testDatabase: the database exists from the first hook on, not before');
      return db;
    },
  };
}

async function admin(statement: string): Promise<void> {
  const client = new pg.Client({ ...inject('postgres'), database: 'postgres' });
  await client.connect();
  try {
    // Two copies of a template at once get in each other's way for a moment.
    for (let tries = 0; ; tries++) {
      try {
        await client.query(statement);
        return;
      } catch (cause) {
        if (tries >= 40 || (cause as { code?: string }).code !== '55006') throw cause;
        await new Promise((done) => setTimeout(done, 100));
      }
    }
  } finally {
    await client.end();
  }
}
