import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';

/** A handle on the database. A module gives it the types of its own tables: `db.withTables<Tables>()`. */
export type Db = Kysely<Record<never, never>>;

/** A transaction in progress; functions that must write together with others take one. */
export type Trx = Transaction<Record<never, never>>;

/** How to reach a PostgreSQL server. */
export type Connection = { connectionString: string } | { host: string; port: number; user: string; database: string };

const INT8 = 20;

// Identities and counts stay far below 2^53, so that int8 may be a plain number.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

/**
 * Opens a pool of connections. int8 is read as number, timestamptz as Date, jsonb parsed.
 * Statements of one connection are bounded to a minute, so that a runaway query cannot hold the pool.
 */
export function openPool(connection: Connection, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    types,
    application_name: 'cuaso',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // A connection that dies while idle is replaced by the pool; without a listener the process would die with it.
  pool.on('error', () => {});
  // So would one that breaks while it is lent out and nothing runs on it; who borrowed it learns with the next query.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** The typed query builder over a pool. Closing it closes the pool. */
export function openDb(pool: pg.Pool): Db {
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

/** Whether an error means that the database cannot be reached or is going away, so that trying later makes sense. */
export function isUnavailable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') {
    if (['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'].includes(code)) return true;
    // SQLSTATE classes: 08 connection, 53 insufficient resources (full disk, too many connections), 57P operator intervention.
    if (code.startsWith('08') || code.startsWith('53') || code.startsWith('57P')) return true;
  }
  const message = error instanceof Error ? error.message : '';
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    message,
  );
}
