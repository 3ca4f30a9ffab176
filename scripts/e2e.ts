/**
 * Runs the browser tests in a Chromium that is there, or is installed first: from Debian's packages when we are
 * root, else the one that Playwright brings. Whatever is given after `--` goes to Playwright.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const root = join(import.meta.dirname, '..');

function find(): string | undefined {
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    chromium.executablePath(),
  ];
  return places.find((place) => place !== undefined && place !== '' && existsSync(place));
}

function install(): void {
  const run = (command: string, args: string[]) => execFileSync(command, args, { stdio: 'inherit', cwd: root });
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('e2e: no Chromium here; installing it from the packages of the system');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core']);
  } else {
    console.log("e2e: no Chromium here; fetching Playwright's own");
    run('playwright', ['install', 'chromium']);
  }
}

if (find() === undefined) install();
const browser = find();
if (browser === undefined)
  throw new Error('e2e: no Chromium could be found or installed; name one with CHROMIUM=/path/to/chromium');

execFileSync(process.execPath, [join(root, 'scripts', 'build.ts')], { stdio: 'inherit', cwd: root });
const { status } = spawnSync('playwright', ['test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
  env: { ...process.env, CHROMIUM: browser },
});
process.exitCode = status ?? 1;
