import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moduleNames } from '../src/modules.ts';
import { openDb, openPool } from '../src/platform/db.ts';
import { startCluster } from '../src/platform/embedded.ts';
import { migrate } from '../src/platform/migrate.ts';

/** Opens a PostgreSQL of its own with the program's tables; `close` takes it away. Its writes are durable unless told otherwise. */
export async function openBenchDatabase({ durable = true, connections = 12 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'cuaso-bench-'));
  const cluster = await startCluster(join(folder, 'data'), { durable });
  const connection = cluster.connection as { host: string; port: number; user: string; database: string };
  const db = openDb(openPool(connection, connections));
  await migrate(db, moduleNames);
  return {
    connection,
    db,
    async close(): Promise<void> {
      await db.destroy();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
