import { readCountry } from '../../src/country.ts';
import { moduleNames } from '../../src/modules.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { systemClock } from '../../src/platform/index.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { openPack } from '../../src/platform/pack.ts';
import { openDatabase } from '../../src/program.ts';
import { boardQuery, listForPrograms, storyForPrograms } from '../../src/stories/index.ts';
import { openTerminal } from '../terminal.ts';

type Options = {
  json?: boolean;
  q?: string;
  lang?: string;
  class?: string;
  days?: string;
  shared?: boolean;
  place?: string;
  event?: string;
  tag?: string;
  page?: string;
};

/** `cuaso stories [id]`: the stories of the board as the desk has them, or one with its items. */
export async function stories(id: string | undefined, options: Options): Promise<void> {
  const terminal = openTerminal(options);
  const config = readConfig();
  const { firstLanguage } = readCountry(openPack(config.countryFolder));
  const database = await openDatabase(config, { join: true });
  const db = openDb(openPool(database.connection, config.connections));
  try {
    await migrate(db, moduleNames);
    const titled = ({ titles }: { titles: Readonly<Record<string, string>> }) =>
      titles[firstLanguage] ?? Object.values(titles)[0] ?? '';
    if (id === undefined) {
      const query = boardQuery.parse({ ...options, shared: options.shared ? '1' : undefined });
      const found = await listForPrograms({ db, clock: systemClock }, query);
      const lines = found.stories.map(
        (story) =>
          `${String(story.id).padStart(7)}  ${story.last.slice(0, 16).replace('T', ' ')}  ${String(story.outlets.length).padStart(3)} outlets  ${story.languages.join(' ').padEnd(8)}  ${titled(story)}`,
      );
      terminal.result(found, [...lines, `${found.count} stories, page ${found.page}`].join('\n'));
      return;
    }
    const found = /^\d{1,15}$/.test(id) ? await storyForPrograms(db, Number(id)) : undefined;
    if (!found) throw new Error(`there is no story ${id}; cuaso stories lists them with their numbers`);
    const lines = found.items.map(
      (item) =>
        `${item.published.slice(0, 16).replace('T', ' ')}  ${item.language}  ${item.outlet.name}${item.copyOf === null ? '' : ' (copy)'}: ${item.title}`,
    );
    terminal.result(found, [`${found.story.id}  ${titled(found.story)}`, ...lines].join('\n'));
  } finally {
    await db.destroy();
    await database.stop();
  }
}
