import { demoServer } from '../../src/demo/index.ts';
import { firstOwnerLink } from '../../src/identity/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram, type Program } from '../../src/program.ts';
import { untilStopped } from '../stopping.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

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
    const demonstration = options.demo ? 'offer' : 'decline';
    const program = await openProgram(config, database.connection, { demonstration, said: terminal.step });
    stops.unshift(() => program.stop());
    await showDemonstration(program, terminal, stops);
    const url = await program.serve();
    await program.work();
    // What is due is fetched at once, not at the next full minute.
    await program.parts.jobs.send('ingest.pass', {}, { key: 'start' });
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

/** Serves the texts of the demonstration where there is one. A taken port costs its feeds, not the portal. */
async function showDemonstration(
  { parts }: Program,
  terminal: Terminal,
  stops: (() => Promise<void>)[],
): Promise<void> {
  const { demonstration, pack } = parts;
  if (!demonstration) return;
  try {
    const server = await demoServer({ pack, now: demonstration.began, port: demonstration.port });
    stops.unshift(() => server.close());
    terminal.step(
      `the demonstration's ${server.outlets.length} invented outlets are at ${server.origin} (--no-demo on a new data folder starts without)`,
    );
  } catch (error) {
    terminal.note(`${(error as Error).message}. Its feeds rest until the next start.`);
  }
}
