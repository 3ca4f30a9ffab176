import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LockedError, lockHolder, takeLock } from './lock.ts';

const lockFile = () => join(mkdtempSync(join(tmpdir(), 'cuaso-lock-')), 'lock');
const deadProcess = () => spawnSync('true').pid;

describe('takeLock', () => {
  it('keeps a second holder out until it is freed, and leaves nothing behind', () => {
    const file = lockFile();
    const free = takeLock(file);
    expect(() => takeLock(file)).toThrow(LockedError);
    expect(lockHolder(file)).toBe(process.pid);
    free();
    takeLock(file)();
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  it('takes over the lock of a process that is gone', () => {
    const file = lockFile();
    writeFileSync(file, JSON.stringify({ pid: deadProcess(), began: '1' }));
    takeLock(file);
    expect(lockHolder(file)).toBe(process.pid);
  });

  it('is not fooled by another process that got the same number', () => {
    const file = lockFile();
    writeFileSync(file, JSON.stringify({ pid: process.ppid, began: '1' }));
    takeLock(file);
    expect(lockHolder(file)).toBe(process.pid);
  });

  it('takes over a lock file that was cut short while it was written', () => {
    const file = lockFile();
    writeFileSync(file, '{"pi');
    takeLock(file);
    expect(lockHolder(file)).toBe(process.pid);
  });
});
