import { moduleNames } from '../../src/modules.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { openDatabase } from '../../src/program.ts';
import { openTerminal } from '../terminal.ts';

/** `cuaso migrate` */
export async function migrateDatabase(options: { json?: boolean }): Promise<void> {
  const terminal = openTerminal(options);
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const db = openDb(openPool(database.connection, config.connections));
  try {
    const ran = await migrate(db, moduleNames);
    terminal.result({ ran }, ran.length === 0 ? 'The database is up to date.' : `Ran ${ran.join(', ')}.`);
  } finally {
    await db.destroy();
    await database.stop();
  }
}
