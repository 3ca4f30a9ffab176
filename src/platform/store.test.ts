import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { migrate } from './migrate.ts';
import { emit } from './outbox.ts';

const test = testDatabase();

describe('migrate', () => {
  it('runs each migration once', async () => {
    expect(await migrate(test.db, ['platform'])).toEqual([]);
  });

  it('refuses a migration that was changed after it ran', async () => {
    await sql`update platform.migration set checksum = 'other' where name = '0001-outbox.sql'`.execute(test.db);
    await expect(migrate(test.db, ['platform'])).rejects.toThrow('platform/0001-outbox.sql was changed');
  });
});

describe('emit', () => {
  it('leaves nothing behind when its transaction fails', async () => {
    const failing = test.db.transaction().execute(async (trx) => {
      await emit(trx, 'text.published', { textId: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const { rows } = await sql`select from platform.outbox`.execute(test.db);
    expect(rows).toHaveLength(0);
  });
});
