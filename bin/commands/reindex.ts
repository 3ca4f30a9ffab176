import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram } from '../../src/program.ts';
import { reindex } from '../../src/search/index.ts';
import { openTerminal } from '../terminal.ts';

const PROGRESS_EACH = 100;

/** `cuaso reindex` */
export async function reindexAll(options: { json?: boolean }): Promise<void> {
  const terminal = openTerminal(options);
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const program = await openProgram(config, database.connection);
  try {
    const outcome = await reindex(
      { ...program.parts, timeZone: program.parts.country.timeZone },
      {
        onProgress: (done) => {
          if (done % PROGRESS_EACH === 0) terminal.step(`${done} documents`);
        },
      },
    );
    terminal.result(outcome, `Indexed ${outcome.indexed} documents, removed ${outcome.removed} that are gone.`);
  } finally {
    await program.stop();
    await database.stop();
  }
}
