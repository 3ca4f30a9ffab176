import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Connection } from '../../src/platform/db.ts';
import type { TestDatabase } from './database.ts';

const bin = join(import.meta.dirname, '..', '..', 'bin', 'cuaso.mjs');

/** What a command said, and how it ended. */
export type Said = { code: number | null; out: string; err: string };

/** Runs the built program as a person at a terminal does, on a test database; hosts of the loopback may be asked. */
export const terminal =
  (test: TestDatabase) =>
  async (...args: string[]): Promise<Said> => {
    const { host, port, user, database } = test.connection as Exclude<Connection, { connectionString: string }>;
    const child = spawn(process.execPath, [bin, ...args], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '/',
        DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
        CUASO_DATA: '/nonexistent/cuaso',
        CUASO_SECRET: 'a secret of the tests, long enough to sign',
        CUASO_FETCH_ALLOW: '127.0.0.0/8',
        CUASO_LOG: 'error',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    const [code] = await once(child, 'close');
    return { code, ...said };
  };
