import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { dataFolder, type House, openHouse } from '../harness/house.ts';

const { folder, remove } = dataFolder();
const bin = join(import.meta.dirname, '..', '..', 'bin', 'cuaso.mjs');
let house: House;

const cuaso = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', CUASO_DATA: folder, ...env },
  });

/** The processes of database servers on our folder. */
const servers = (): number[] =>
  spawnSync('pgrep', ['-f', `postgres -D ${folder}`], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .filter(Boolean)
    .map(Number);

async function until(holds: () => boolean | Promise<boolean>, what: string, seconds = 20): Promise<void> {
  for (let tries = 0; tries < seconds * 10; tries++) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error(`waited in vain for ${what}`);
}

const ready = (url: string) =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.status === 200,
    () => false,
  );

afterAll(async () => {
  await house?.kill();
  remove();
});

describe('the life of the program', () => {
  it('begins with one command on an empty folder', { timeout: 90_000 }, async () => {
    house = await openHouse({ folder, args: ['--no-demo'] });
    expect(house.ownerLink).toMatch(new RegExp(`^${house.url}/desk/welcome\\?token=`));
    expect((await fetch(`${house.url}/en`)).status).toBe(200);
    expect(
      (await fetch(house.url, { redirect: 'manual', headers: { 'accept-language': 'vi' } })).headers.get('location'),
    ).toBe('/vi');
  });

  it('lets no second instance on the same folder', () => {
    const second = cuaso(['start'], { CUASO_PORT: '0' });
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(
      /already runs on .* \(process \d+\)\. Stop it first, or choose another folder with CUASO_DATA/,
    );
  });

  it('lets other commands join it', () => {
    expect(JSON.parse(cuaso(['migrate', '--json']).stdout)).toEqual({ ran: [] });
    expect(cuaso(['doctor']).stdout).toMatch(/✓ address {7}the portal runs already/);
  });

  it('goes on by itself after the database server died', { timeout: 150_000 }, async () => {
    const pid = Number(readFileSync(join(folder, 'postgres-18', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await until(async () => !(await ready(house.url)) || !servers().includes(pid), 'the loss to be seen');
    await until(() => ready(house.url), 'the database to come back', 90);
    expect((await fetch(`${house.url}/en/places`)).status).toBe(200);
  });

  it('leaves no orphan after kill -9, and starts again', { timeout: 90_000 }, async () => {
    await house.kill();
    await until(() => servers().length === 0, 'the database server to follow');
    house = await openHouse({ folder, args: ['--no-demo'] });
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
  });

  it('ends cleanly with Ctrl-C', { timeout: 60_000 }, async () => {
    expect(await house.stop()).toBe(0);
    expect(house.said()).toMatch(/stopped\n$/);
    expect(servers()).toEqual([]);
  });
});

describe('a wrong set-up', () => {
  it('stops the start with the name of the setting', () => {
    const { status, stderr } = cuaso(['start'], { CUASO_PORT: 'many', CUASO_PROT: '1' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/CUASO_PORT must be a whole number\nCUASO_PROT is not a setting/);
  });

  it('says which address is taken, and leaves nothing running', { timeout: 60_000 }, async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const port = (other.address() as AddressInfo).port;
    const { status, stderr } = cuaso(['start', '--no-demo'], { CUASO_PORT: String(port) });
    other.close();
    expect(status).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`cannot listen on 127.0.0.1:${port}: something else listens there already.*CUASO_PORT`),
    );
    expect(servers()).toEqual([]);
  });

  it('is explained by doctor, for people and for programs', () => {
    const { status, stdout } = cuaso(['doctor', '--json'], { CUASO_PORT: '99999' });
    expect(status).toBe(2);
    expect(JSON.parse(stdout).findings).toContainEqual(
      expect.objectContaining({ ok: false, found: expect.stringContaining('CUASO_PORT') }),
    );
  });

  it('is not made worse by a command that does not exist', () => {
    const { status, stderr } = cuaso(['strat']);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/unknown command 'strat'/);
  });
});

it('tells how to use each command', () => {
  for (const command of ['start', 'serve', 'work', 'migrate', 'import', 'doctor', 'link'])
    expect(execFileSync(process.execPath, [bin, command, '--help'], { encoding: 'utf8' })).toMatch(/^Usage: cuaso /);
});
