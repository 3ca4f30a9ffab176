import { closeSync, linkSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';

/** Who holds a lock: a process and, where the system tells it, the moment it began (so that a reused number is seen). */
type Holder = { pid: number; began: string };

/** Another live process holds the lock. */
export class LockedError extends Error {
  override name = 'LockedError';
  readonly pid: number;
  constructor(file: string, pid: number) {
    super(`${file} is held by process ${pid}`);
    this.pid = pid;
  }
}

/**
 * Takes a lock file for this process and gives a function that frees it. A lock whose process is gone
 * (kill -9, power loss) is taken over. Throws a LockedError when a live process holds it.
 */
export function takeLock(file: string): () => void {
  for (let tries = 0; tries < 50; tries++) {
    if (create(file)) return () => unlinkSync(file);
    const holder = readHolder(file);
    if (holder && isAlive(holder)) throw new LockedError(file, holder.pid);
    removeStale(file, holder);
  }
  throw new Error(`lock: ${file} changes hands too fast; try again`);
}

/** The process that holds a lock file now, or undefined. */
export function lockHolder(file: string): number | undefined {
  const holder = readHolder(file);
  return holder && isAlive(holder) ? holder.pid : undefined;
}

function create(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o644);
    writeSync(handle, JSON.stringify({ pid: process.pid, began: began(process.pid) ?? '' } satisfies Holder));
    closeSync(handle);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, began } = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return Number.isInteger(pid) && pid > 0 ? { pid, began } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began: then }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = began(pid);
  return now === undefined || then === '' || now === then;
}

/** Start time in clock ticks since boot: field 22 of /proc/PID/stat (proc(5)); undefined where there is no /proc. */
function began(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

// Renaming first makes sure that of two processes that see the same stale lock only one removes it,
// and that neither removes the fresh lock of the other.
function removeStale(file: string, stale: Holder | undefined): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (taken && isAlive(taken) && taken.pid !== stale?.pid) {
    try {
      linkSync(aside, file);
    } catch {
      // A third process holds it by now; the one that was moved aside finds out when it frees its lock.
    }
  }
  unlinkSync(aside);
}
