import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { packageRoot } from './paths.ts';

/** A setting: its environment variable, what it means, and how its text is read. The table is the documentation. */
type Setting<T> = { variable: string; meaning: string; read: z.ZodType<T, string | undefined>; secret?: boolean };

const integer = (least: number, most: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .optional()
    .transform((value) => value ?? otherwise);

const text = (otherwise: string) =>
  z
    .string()
    .optional()
    .transform((value) => value ?? otherwise);

const oneOf = <const T extends string>(values: readonly [T, ...T[]], otherwise: T) =>
  z
    .enum(values)
    .optional()
    .transform((value): T => value ?? otherwise);

const ranges = z
  .string()
  .optional()
  .transform((value) =>
    (value ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((parts) => parts.every((part) => ipaddr.isValidCIDR(part)), 'must be ranges like 10.0.0.0/8,fd00::/8');

const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional();

const settings = {
  dataFolder: {
    variable: 'CUASO_DATA',
    meaning: 'Folder of the embedded database, uploads and secrets. Default: ./data',
    read: text('data').transform((value) => resolve(value)),
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    meaning:
      'A PostgreSQL server (15 or later) to use instead of the embedded one: postgres://user:password@host/database',
    read: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
      .optional(),
    secret: true,
  },
  host: {
    variable: 'CUASO_HOST',
    meaning: 'Address to listen on. Default: 127.0.0.1; 0.0.0.0 to be reached from other machines',
    read: text('127.0.0.1'),
  },
  port: {
    variable: 'CUASO_PORT',
    meaning: 'Port to listen on; 0 lets the system choose. Default: 4400',
    read: integer(0, 65_535, 4400),
  },
  publicUrl: {
    variable: 'CUASO_URL',
    meaning: 'Address by which readers reach the portal, for links and cookies. Default: http://HOST:PORT',
    read: webAddress.transform((value) => value?.replace(/\/+$/, '')),
  },
  countryFolder: {
    variable: 'CUASO_COUNTRY',
    meaning: 'Folder of the country pack. Default: country/vn of the program',
    read: text(join(packageRoot, 'country', 'vn')).transform((value) => resolve(value)),
  },
  secret: {
    variable: 'CUASO_SECRET',
    meaning: 'Key that signs sessions, at least 32 characters. Default: made once and kept in the data folder',
    read: z.string().min(32, 'must have at least 32 characters').optional(),
    secret: true,
  },
  trustedProxies: {
    variable: 'CUASO_PROXIES',
    meaning: 'How many reverse proxies stand in front and append to X-Forwarded-For. Default: 0',
    read: integer(0, 10, 0),
  },
  fetchAllow: {
    variable: 'CUASO_FETCH_ALLOW',
    meaning: 'Private address ranges that may be fetched, separated by commas. Default: none',
    read: ranges,
  },
  websub: {
    variable: 'CUASO_WEBSUB',
    meaning:
      'Whether feeds are asked to send what is new by themselves (WebSub): on or off. Needs CUASO_URL to be an address that the internet reaches. Default: off',
    read: oneOf(['on', 'off'], 'off').transform((value) => value === 'on'),
  },
  contactUrl: {
    variable: 'CUASO_CONTACT',
    meaning: 'Page that tells the owners of fetched sites whom to write to. Default: the about page of the portal',
    read: webAddress,
  },
  fetchRequests: {
    variable: 'CUASO_FETCH_REQUESTS',
    meaning: 'Requests to one outlet in a day (UTC), with all its channels and pages. Default: 10000',
    read: integer(1, 10_000_000, 10_000),
  },
  fetchMegabytes: {
    variable: 'CUASO_FETCH_MB',
    meaning: 'Megabytes taken from one outlet in a day (UTC), unpacked. Default: 2000',
    read: integer(1, 10_000_000, 2_000),
  },
  embeddingsUrl: {
    variable: 'CUASO_EMBEDDINGS_URL',
    meaning:
      "A service that tells what texts mean, to link stories across languages: base address of OpenAI's protocol, like http://127.0.0.1:8080/v1. Titles and beginnings of items are sent there. Default: none",
    read: webAddress,
  },
  embeddingsModel: {
    variable: 'CUASO_EMBEDDINGS_MODEL',
    meaning: 'The model that it is asked for, best one of many languages. Needed with CUASO_EMBEDDINGS_URL',
    read: text(''),
  },
  embeddingsKey: {
    variable: 'CUASO_EMBEDDINGS_KEY',
    meaning: 'The key that it asks for. Default: none',
    read: z.string().optional(),
    secret: true,
  },
  cacheMegabytes: {
    variable: 'CUASO_CACHE_MB',
    meaning: 'Memory for rendered pages, in megabytes. Default: 64',
    read: integer(1, 65_536, 64),
  },
  connections: {
    variable: 'CUASO_CONNECTIONS',
    meaning: 'Database connections of one process. Default: 12',
    read: integer(4, 200, 12),
  },
  logLevel: {
    variable: 'CUASO_LOG',
    meaning: 'Least severity that is logged: debug, info, warning or error. Default: info',
    read: oneOf(['debug', 'info', 'warning', 'error'], 'info'),
  },
  logFormat: {
    variable: 'CUASO_LOG_FORMAT',
    meaning: 'text for people or json for programs. Default: text on a terminal, json otherwise',
    read: z.enum(['text', 'json']).optional(),
  },
} satisfies Record<string, Setting<unknown>>;

/** The configuration of one process: read once at the start, then passed on. */
export type Config = Readonly<{ [K in keyof typeof settings]: z.output<(typeof settings)[K]['read']> }>;

/** One line of the settings table, for `doctor` and the documentation. */
export type SettingNote = { variable: string; meaning: string; secret: boolean };

/** Every setting that exists, in the order of the table. */
export const settingNotes: readonly SettingNote[] = Object.values(settings).map((setting: Setting<unknown>) => ({
  variable: setting.variable,
  meaning: setting.meaning,
  secret: setting.secret ?? false,
}));

/** The page of the documentation that lists every setting, as Markdown. */
export const settingsPage = (): string => `# Settings

Written by \`npm run settings\` from the table in \`src/platform/config.ts\`. All are environment variables; an empty one counts as absent.
\`cuaso doctor\` checks them and says what to mend.

| variable | meaning |
|---|---|
${settingNotes.map(({ variable, meaning }) => `| \`${variable}\` | ${meaning.replaceAll('|', '\\|')} |`).join('\n')}
`;

/** A setting that cannot be used; `variable` names it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly variables: readonly string[];
  constructor(problems: readonly { variable: string; problem: string }[]) {
    super(problems.map(({ variable, problem }) => `${variable} ${problem}`).join('\n'));
    this.variables = problems.map((problem) => problem.variable);
  }
}

/**
 * Reads the configuration from environment variables (by default those of the process).
 * An empty variable counts as absent. Throws a ConfigError that names every setting that is wrong,
 * and every variable that begins with CUASO_ but is none of ours, since that is a slip of the pen.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const problems: { variable: string; problem: string }[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const given = env[setting.variable];
    const result = setting.read.safeParse(given === '' ? undefined : given);
    if (result.success) values[name] = result.data;
    else problems.push({ variable: setting.variable, problem: result.error.issues[0]?.message ?? 'is not valid' });
  }
  const known = new Set(settingNotes.map((note) => note.variable));
  for (const variable of Object.keys(env))
    if (variable.startsWith('CUASO_') && !known.has(variable))
      problems.push({ variable, problem: 'is not a setting; `cuaso doctor` lists them all' });
  if (values.embeddingsUrl !== undefined && values.embeddingsModel === '')
    problems.push({
      variable: 'CUASO_EMBEDDINGS_MODEL',
      problem: 'must name the model that CUASO_EMBEDDINGS_URL is asked for',
    });
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as Config;
}

/** The service that tells what texts mean; undefined when none is set. */
export const embeddingService = ({ embeddingsUrl, embeddingsModel, embeddingsKey }: Config) =>
  embeddingsUrl === undefined ? undefined : { url: embeddingsUrl, model: embeddingsModel, key: embeddingsKey };

/** The signing key: the configured one, or one made at the first start and kept (mode 0600) in the data folder. */
export function signingSecret(config: Config): string {
  if (config.secret !== undefined) return config.secret;
  const file = join(config.dataFolder, 'secret');
  mkdirSync(config.dataFolder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  return readFileSync(file, 'utf8').trim();
}
