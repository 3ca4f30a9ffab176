import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readCountry } from '../../src/country.ts';
import { type Config, ConfigError, embeddingService, readConfig, settingNotes } from '../../src/platform/config.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { packageRoot, readLanguages } from '../../src/platform/index.ts';
import { lockHolder } from '../../src/platform/lock.ts';
import { openPack } from '../../src/platform/pack.ts';
import { openDatabase } from '../../src/program.ts';
import { askService, cosine, NoVectors, type Service } from '../../src/stories/index.ts';
import { openTerminal } from '../terminal.ts';

/** What a check found. `mend` tells the next step where something is wrong. */
type Finding = { check: string; ok: boolean; found: string; mend?: string };

type Check = { check: string; run(config: Config): Promise<Finding> | Finding };

const ENOUGH_BYTES = 1_000_000_000;

/** `cuaso doctor`: checks a set-up and says what to mend; exit code 1 when something is wrong, 2 for a setting. */
export async function doctor(options: { json?: boolean }): Promise<void> {
  const terminal = openTerminal(options);
  const findings: Finding[] = [];
  let config: Config | undefined;
  try {
    config = readConfig();
    findings.push({ check: 'settings', ok: true, found: 'every setting can be used' });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.message.split('\n'))
      findings.push({ check: 'settings', ok: false, found: problem, mend: 'correct or unset that variable' });
    process.exitCode = 2;
  }
  if (config) for (const check of checks) findings.push(await examine(check, config));
  if (findings.some((finding) => !finding.ok)) process.exitCode ??= 1;
  terminal.result(
    { findings, settings: settingNotes },
    `${findings.map(line).join('\n')}\n\nSettings\n${settingLines()}`,
  );
}

async function examine({ check, run }: Check, config: Config): Promise<Finding> {
  try {
    return await run(config);
  } catch (error) {
    return { check, ok: false, found: error instanceof Error ? error.message : String(error) };
  }
}

const checks: readonly Check[] = [
  {
    check: 'node',
    run: () => ({
      check: 'node',
      ok: Number(process.versions.node.split('.')[0]) >= 24,
      found: process.versions.node,
      mend: 'start with `npm start` or bin/cuaso.mjs, which bring Node.js 24 along',
    }),
  },
  {
    check: 'build',
    run: () => ({
      check: 'build',
      ok: existsSync(join(packageRoot, 'dist', 'assets', 'manifest.json')),
      found: join(packageRoot, 'dist'),
      mend: 'run `npm run build`',
    }),
  },
  {
    check: 'data folder',
    run: ({ dataFolder }) => {
      mkdirSync(dataFolder, { recursive: true });
      accessSync(dataFolder, constants.W_OK);
      const { bavail, bsize } = statfsSync(dataFolder);
      const free = bavail * bsize;
      return {
        check: 'data folder',
        ok: free > ENOUGH_BYTES,
        found: `${dataFolder}, ${(free / 1e9).toFixed(1)} GB free`,
        mend: 'free some space, or choose another folder with CUASO_DATA',
      };
    },
  },
  {
    check: 'country pack',
    run: ({ countryFolder }) => {
      const { country, names } = readCountry(openPack(countryFolder));
      return { check: 'country pack', ok: true, found: `${countryFolder}: ${names.en ?? country}` };
    },
  },
  {
    check: 'languages',
    run: () => {
      const { all } = readLanguages(join(packageRoot, 'locales'), 'vi');
      return { check: 'languages', ok: all.length > 0, found: all.map((service) => service.lang).join(', ') };
    },
  },
  {
    check: 'database',
    async run(config) {
      const database = await openDatabase(config, { join: true });
      const db = openDb(openPool(database.connection, 1));
      try {
        const { rows } = await sql<{ version: string; number: number; extensions: number }>`
          select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
            (select count(*) from pg_available_extensions where name in ('unaccent', 'pg_trgm')) as extensions`.execute(
          db,
        );
        const { version = '?', number = 0, extensions = 0 } = rows[0] ?? {};
        return {
          check: 'database',
          ok: number >= 150_000 && extensions === 2,
          found: `PostgreSQL ${version}${config.databaseUrl === undefined ? ', embedded' : ''}`,
          mend: 'PostgreSQL 15 or later with the contrib extensions unaccent and pg_trgm is needed',
        };
      } finally {
        await db.destroy();
        await database.stop();
      }
    },
  },
  {
    check: 'embeddings',
    async run(config) {
      const service = embeddingService(config);
      if (!service)
        return { check: 'embeddings', ok: true, found: 'none: stories are linked across languages by marks alone' };
      try {
        const known = await bilingual(service);
        return {
          check: 'embeddings',
          ok: known,
          found: `${service.model} at ${service.url} ${known ? 'answers' : 'does not know a sentence by its translation'}`,
          mend: 'choose a model that was made for many languages: CUASO_EMBEDDINGS_MODEL',
        };
      } catch (error) {
        if (!(error instanceof NoVectors)) throw error;
        return {
          check: 'embeddings',
          ok: false,
          found: error.message,
          mend: 'stories are woven without it until it answers',
        };
      }
    },
  },
  {
    check: 'address',
    async run({ host, port, dataFolder }) {
      const holder = lockHolder(join(dataFolder, 'lock'));
      if (holder !== undefined)
        return { check: 'address', ok: true, found: `the portal runs already (process ${holder})` };
      const free = await canListen(host, port);
      return {
        check: 'address',
        ok: free,
        found: `${host}:${port} is ${free ? 'free' : 'taken'}`,
        mend: 'choose another with CUASO_HOST and CUASO_PORT',
      };
    },
  },
];

/** Whether a service sees each of three sentences nearest to its own translation. */
async function bilingual(service: Service): Promise<boolean> {
  const said = ['Nước lũ cuốn trôi cây cầu.', 'Học sinh trở lại trường.', 'Giá gạo tăng mạnh.'];
  const meant = ['The flood swept the bridge away.', 'Pupils return to school.', 'Rice prices rise sharply.'];
  const vectors = await askService(service, [...said, ...meant], AbortSignal.timeout(5_000));
  const [own, others] = [vectors.slice(0, said.length), vectors.slice(said.length)];
  return own.every((vector, at) => {
    const near = others.map((other) => cosine(vector, other));
    return near.indexOf(Math.max(...near)) === at;
  });
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

const line = ({ check, ok, found, mend }: Finding): string =>
  `${ok ? '✓' : '✗'} ${check.padEnd(13)} ${found}${ok || mend === undefined ? '' : `\n  → ${mend}`}`;

const settingLines = (): string =>
  settingNotes.map(({ variable, meaning }) => `  ${variable.padEnd(18)} ${meaning}`).join('\n');
