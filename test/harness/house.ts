import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The whole program, running as a process of its own as a person would start it. */
export type House = {
  url: string;
  folder: string;
  process: ChildProcess;
  /** The one-time link of the first owner; undefined once there is one. */
  ownerLink: string | undefined;
  /** What it has said so far. */
  said(): string;
  /** Ends it as Ctrl-C does; gives the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

export type HouseOptions = {
  folder?: string;
  port?: number;
  args?: readonly string[];
  env?: Record<string, string>;
  patienceMs?: number;
};

const root = join(import.meta.dirname, '..', '..');

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** A data folder of its own, and how to remove it. */
export function dataFolder(): { folder: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'cuaso-house-'));
  // Open to walk through, so that the database of a test run by root lies here and goes with the folder.
  chmodSync(parent, 0o755);
  return { folder: join(parent, 'data'), remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** Starts the built program and waits until its portal listens. Throws with all it said when it ends before that. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const folder = options.folder ?? dataFolder().folder;
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [join(root, 'bin', 'cuaso.mjs'), 'start', ...(options.args ?? [])], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '/',
      CUASO_DATA: folder,
      CUASO_PORT: String(port),
      CUASO_LOG: 'warning',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + (options.patienceMs ?? 60_000);
  while (!/(sign in to the desk at|desk\/welcome)/.test(said)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the program ended with ${child.exitCode}:\n${said}`);
    if (performance.now() > deadline) throw new Error(`the program did not come up:\n${said}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    url,
    folder,
    process: child,
    ownerLink: /http\S+\/desk\/welcome\S+/.exec(said)?.[0],
    said: () => said,
    stop: () => end('SIGINT'),
    kill: async () => void (await end('SIGKILL')),
  };
}
