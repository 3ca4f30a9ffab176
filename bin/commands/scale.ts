import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram, type Program } from '../../src/program.ts';
import { untilStopped } from '../stopping.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

/** `cuaso serve` */
export const serve = (): Promise<void> =>
  run(openTerminal(), async (program, terminal) => terminal.step(`the portal is at ${await program.serve()}`));

/** `cuaso work` */
export async function work(): Promise<void> {
  await run(openTerminal(), async (program, terminal) => {
    await program.work();
    terminal.step('working; Ctrl-C stops');
  });
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
