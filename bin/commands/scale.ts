import { setTimeout as sleep } from 'node:timers/promises';
import { fetchDue } from '../../src/ingest/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram, type Program } from '../../src/program.ts';
import { untilStopped } from '../stopping.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

/** `cuaso serve` */
export const serve = (): Promise<void> =>
  run(openTerminal(), async (program, terminal) => terminal.step(`the portal is at ${await program.serve()}`));

/** `cuaso work` */
export async function work(options: { once?: boolean; json?: boolean }): Promise<void> {
  const terminal = openTerminal(options);
  if (options.once) return workOnce(terminal);
  await run(terminal, async (program) => {
    await program.work();
    terminal.step('working; Ctrl-C stops');
  });
}

async function workOnce(terminal: Terminal): Promise<void> {
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const program = await openProgram(config, database.connection, { said: terminal.step });
  try {
    const fetched = await fetchDue(program.parts, {
      onProgress: ({ channels, due, pages, waiting }) =>
        terminal.progress(channels + pages, Math.max(due + waiting, channels + pages), 'channels and pages'),
    });
    await program.work();
    while (!(await program.isIdle())) await sleep(250);
    const { channels, failed, items, changed, pages } = fetched;
    terminal.result(
      fetched,
      `${channels} channels fetched (${failed} failed), ${items} new items, ${changed} changed, ${pages} pages read.`,
    );
  } finally {
    await program.stop();
    await database.stop();
  }
}

async function run(terminal: Terminal, begin: (program: Program, terminal: Terminal) => Promise<void>): Promise<void> {
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const program = await openProgram(config, database.connection, { said: terminal.step });
  const stop = async () => {
    await program.stop();
    await database.stop();
  };
  try {
    await begin(program, terminal);
  } catch (error) {
    await stop();
    throw error;
  }
  await untilStopped(stop, terminal.step);
}
