import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '../../src/platform/embedded.ts';

const installed = '/usr/share/tt-rss';
/** Who runs it: tt-rss refuses to be root. */
const nobody = { uid: 65534, gid: 65534 };

/** Whether tt-rss and a PHP to run it are here (`apt-get install tt-rss php-cli php-pgsql php-xml php-mbstring php-curl php-intl`). */
export const hasTtRss = (): boolean =>
  existsSync(`${installed}/www/update.php`) && spawnSync('php', ['-v']).status === 0 && process.getuid?.() === 0;

/** It takes no more feeds in one run. */
export const mostFeeds = 500;

/** What a copy is changed in, so that it reads feeds on ports of the loopback; said in the output of the benchmark. */
export const ttRssChanges = 'ports and loopback addresses let through, favicons not looked for, warnings of PHP off';

const patches: readonly [file: string, from: string, to: string][] = [
  // It leaves the port out of every address.
  [
    'classes/urlhelper.php',
    `. "://" . $parts['host'];`,
    `. "://" . $parts['host'] . (isset($parts['port']) ? ':' . $parts['port'] : '');`,
  ],
  ['classes/urlhelper.php', 'if ($extended_filtering) {', 'if (false) {'],
  ['classes/urlhelper.php', '|| strpos($ip_addr, "127.") === 0', ''],
  ['classes/urlhelper.php', '|| strpos($fetch_effective_ip_addr, "127.") === 0', ''],
];

/**
 * Has tt-rss fetch feeds twice into a durable PostgreSQL of its own, as its own command for that does (`update.php --feeds`,
 * at most 500 feeds). Gives the items and the seconds of the first time, and those of a second one when nothing is new.
 */
export async function ttRss(urls: readonly string[]): Promise<{ items: number; first: number; again: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'tt-rss-'));
  chmodSync(folder, 0o777);
  const cluster = await startCluster(join(folder, 'data'), { durable: true });
  const connection = cluster.connection as { host: string; port: number; user: string; database: string };
  try {
    const copy = makeCopy(folder, { ...connection, database: 'ttrss' });
    const admin = new pg.Client(connection);
    await admin.connect();
    await admin.query('create database ttrss');
    await admin.end();
    const db = new pg.Client({ ...connection, database: 'ttrss' });
    await db.connect();
    try {
      await db.query(readFileSync(`${installed}/schema/ttrss_schema_pgsql.sql`, 'utf8'));
      await db.query('delete from ttrss_feeds');
      await db.query('update ttrss_users set last_login = now()');
      await db.query(
        `insert into ttrss_user_prefs (owner_uid, pref_name, value) values (1, 'DEFAULT_UPDATE_INTERVAL', '30')`,
      );
      await db.query(
        `insert into ttrss_feeds (owner_uid, title, feed_url, favicon_last_checked)
          select 1, u, u, now() from unnest($1::text[]) u`,
        [urls],
      );
      const first = update(copy);
      const items = Number((await db.query('select count(*) from ttrss_entries')).rows[0].count);
      await db.query(`update ttrss_feeds set last_updated = '1970-01-01', last_update_started = null`);
      const again = update(copy);
      const { rows } = await db.query(`select last_error from ttrss_feeds where last_error <> '' limit 1`);
      if (rows.length > 0) throw new Error(`peers: tt-rss could not fetch a feed: ${rows[0].last_error}`);
      return { items, first, again };
    } finally {
      await db.end();
    }
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function update(copy: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync('php', ['update.php', '--feeds', '--quiet'], {
    ...nobody,
    cwd: copy,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 50_000_000,
    env: { PATH: process.env.PATH ?? '', HOME: copy, PHP_INI_SCAN_DIR: `:${join(copy, 'ini')}` },
  });
  if (status !== 0) throw new Error(`peers: tt-rss ended with ${status}: ${stderr.slice(0, 2_000)}`);
  return (performance.now() - began) / 1000;
}

function makeCopy(folder: string, database: { host: string; port: number; user: string; database: string }): string {
  const copy = join(folder, 'www');
  // Links of the package lead to its own configuration and icons, which are not ours.
  const foreign = new Set([`${installed}/www/config.php`, `${installed}/www/feed-icons`]);
  cpSync(`${installed}/www`, copy, { recursive: true, dereference: true, filter: (path) => !foreign.has(path) });
  for (const [file, from, to] of patches) {
    const text = readFileSync(join(copy, file), 'utf8');
    if (!text.includes(from)) throw new Error(`peers: this tt-rss has no ${from} in ${file}`);
    writeFileSync(join(copy, file), text.replaceAll(from, to));
  }
  for (const name of [
    'lock',
    'cache',
    'cache/simplepie',
    'cache/upload',
    'cache/images',
    'cache/export',
    'feed-icons',
    'ini',
  ]) {
    mkdirSync(join(copy, name), { recursive: true });
    chmodSync(join(copy, name), 0o777);
  }
  // It is older than this PHP, which warns of it thousands of times: that must not cost it.
  writeFileSync(join(copy, 'ini', 'quiet.ini'), 'error_reporting = E_ERROR\ndisplay_errors = 0\n');
  const settings: Record<string, string | number | boolean> = {
    DB_TYPE: 'pgsql',
    DB_HOST: database.host,
    DB_PORT: String(database.port),
    DB_USER: database.user,
    DB_NAME: database.database,
    DB_PASS: '',
    SELF_URL_PATH: 'http://tt-rss.example/',
    SINGLE_USER_MODE: true,
    LOCK_DIRECTORY: join(copy, 'lock'),
    CACHE_DIR: join(copy, 'cache'),
    ICONS_DIR: join(copy, 'feed-icons'),
    CHECK_FOR_UPDATES: false,
    LOG_DESTINATION: '',
  };
  const own = readFileSync('/etc/tt-rss/config.php', 'utf8')
    .replace(/include_once\([^)]*\);/, '')
    .replace(/define\('(\w+)', [^;]*\);/g, (line, name: string) =>
      settings[name] === undefined ? line : `define('${name}', ${php(settings[name])});`,
    );
  writeFileSync(join(copy, 'config.php'), own);
  return copy;
}

const php = (value: string | number | boolean): string =>
  typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value);
