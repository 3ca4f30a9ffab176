import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigError, readConfig, settingNotes, settingsPage, signingSecret } from './config.ts';
import { packageRoot } from './paths.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).variables;
  }
};

describe('readConfig', () => {
  it('needs nothing to be set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4400,
      fetchAllow: [],
      trustedProxies: 0,
      logLevel: 'info',
    });
    expect(config.databaseUrl).toBeUndefined();
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ CUASO_PORT: '', DATABASE_URL: '' }).port).toBe(4400);
  });

  it('names every setting that is wrong, all at once', () => {
    expect(
      problemsOf({
        CUASO_PORT: '70000',
        DATABASE_URL: 'mysql://x',
        CUASO_FETCH_ALLOW: '10.0.0.0',
        CUASO_URL: 'ftp://x',
      }),
    ).toEqual(['DATABASE_URL', 'CUASO_PORT', 'CUASO_URL', 'CUASO_FETCH_ALLOW']);
  });

  it('names a slip of the pen', () => {
    expect(() => readConfig({ CUASO_PROT: '4401' })).toThrow(/CUASO_PROT is not a setting/);
  });

  it('reads ranges and addresses', () => {
    expect(
      readConfig({ CUASO_FETCH_ALLOW: '127.0.0.0/8, fd00::/8', CUASO_URL: 'https://portal.example/' }),
    ).toMatchObject({
      fetchAllow: ['127.0.0.0/8', 'fd00::/8'],
      publicUrl: 'https://portal.example',
    });
  });

  it('documents every setting', () => {
    expect(settingNotes.length).toBeGreaterThan(10);
    expect(
      settingNotes.filter(
        ({ variable, meaning }) => !/^(CUASO_[A-Z_]+|DATABASE_URL)$/.test(variable) || meaning.length < 20,
      ),
    ).toEqual([]);
  });
});

it('has every setting in the documentation: run `npm run settings` after a change', () => {
  expect(readFileSync(join(packageRoot, 'docs/operating/settings.md'), 'utf8')).toBe(settingsPage());
});

describe('signingSecret', () => {
  it('is made once, kept for the owner only, and the same at the next start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cuaso-secret-'));
    const config = readConfig({ CUASO_DATA: folder });
    const secret = signingSecret(config);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(signingSecret(config)).toBe(secret);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  });
});
