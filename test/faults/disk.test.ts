import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmdirSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type House, openHouse } from '../harness/house.ts';
import { Owner } from '../harness/owner.ts';

// A disk of its own is needed, so that filling it harms nobody: only root may mount one.
const disk = mkdtempSync(join(tmpdir(), 'cuaso-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400M,mode=0755', 'tmpfs', disk]).status === 0;
if (!mounted) console.warn('disk.test.ts is left out: a small disk cannot be mounted here');
let house: House | undefined;

afterAll(async () => {
  await house?.stop();
  if (mounted) spawnSync('umount', ['-l', disk]);
  rmdirSync(disk);
});

it.skipIf(!mounted)(
  'says so when the disk is full, loses nothing, and goes on by itself when there is room',
  { timeout: 180_000 },
  async () => {
    house = await openHouse({ folder: join(disk, 'data'), args: ['--no-demo'] });
    const owner = await Owner.welcome(house);
    const kept = await owner.publish({ title: 'Before the disk was full' });

    const ballast = join(disk, 'ballast');
    fill(ballast);
    let refused = 0;
    for (let n = 0; n < 200 && refused === 0; n++) {
      const { status } = await owner.post('/desk/articles', {
        title: `While it was full ${n} ${'x'.repeat(80)}`,
        lang: 'en',
        kind: 'official',
      });
      if (status === 503) refused = status;
    }
    expect(refused).toBe(503);
    expect(house.said()).toMatch(/No space left on device/i);
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200);

    unlinkSync(ballast);
    let again = 0;
    for (let tries = 0; tries < 300 && again !== 303; tries++) {
      again = await owner
        .post('/desk/articles', { title: 'When there was room again', lang: 'en', kind: 'official' })
        .then(
          ({ status }) => status,
          () => 0,
        );
      await new Promise((done) => setTimeout(done, 200));
    }
    expect(again).toBe(303);
    expect((await fetch(house.url + kept)).status).toBe(200);
    expect(house.process.exitCode).toBeNull();
  },
);

/** Writes until nothing more fits. */
function fill(file: string): void {
  for (const piece of [Buffer.alloc(4_000_000), Buffer.alloc(16_384)]) {
    try {
      for (;;) appendFileSync(file, piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
