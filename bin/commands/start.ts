import { firstOwnerLink } from '../../src/identity/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram } from '../../src/program.ts';
import { untilStopped } from '../stopping.ts';
import { openTerminal } from '../terminal.ts';

/** `cuaso start` */
export async function start(options: { demo: boolean }): Promise<void> {
  const terminal = openTerminal();
  const config = readConfig();
  const database = await openDatabase(config, { join: false });
  terminal.step(config.databaseUrl === undefined ? `database in ${config.dataFolder}` : 'database at DATABASE_URL');
  const stops: (() => Promise<void>)[] = [() => database.stop()];
  const stop = async () => {
    for (const end of stops) await end();
  };
  try {
    const program = await openProgram(config, database.connection, {
      demonstration: options.demo,
      said: terminal.step,
    });
    stops.unshift(() => program.stop());
    const url = await program.serve();
    await program.work();
    terminal.step(`the portal is at ${url}`);
    const { db, clock, publicUrl } = program.parts;
    const owner = await firstOwnerLink(db, { clock, publicUrl });
    if (owner === undefined) terminal.step(`sign in to the desk at ${publicUrl}/desk`);
    else terminal.note(`become the owner of the desk with this link (once, within 24 hours):\n  ${owner}`);
  } catch (error) {
    await stop();
    throw error;
  }
  await untilStopped(stop, terminal.step);
}
