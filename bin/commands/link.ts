import { firstOwnerLink, newLink } from '../../src/identity/index.ts';
import { moduleNames } from '../../src/modules.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { systemClock } from '../../src/platform/index.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { openDatabase } from '../../src/program.ts';
import { openTerminal } from '../terminal.ts';

/** `cuaso link [email]` */
export async function link(email: string | undefined, options: { json?: boolean }): Promise<void> {
  const terminal = openTerminal(options);
  const config = readConfig();
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const database = await openDatabase(config, { join: true });
  const db = openDb(openPool(database.connection, config.connections));
  try {
    await migrate(db, moduleNames);
    const given = { clock: systemClock, publicUrl };
    const url = email === undefined ? await firstOwnerLink(db, given) : await newLink(db, { email, ...given });
    if (url === undefined)
      throw new Error(
        'there is an owner already; name the e-mail address of the person who needs a link: cuaso link NAME@HOST',
      );
    terminal.result({ url }, `${url}\nIt works once, within 24 hours.`);
  } finally {
    await db.destroy();
    await database.stop();
  }
}
