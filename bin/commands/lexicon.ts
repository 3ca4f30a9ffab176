import { translatedTexts } from '../../src/newsroom/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram } from '../../src/program.ts';
import { learnLexicon, readLexicon } from '../../src/stories/index.ts';
import { openTerminal } from '../terminal.ts';

/** `cuaso stories lexicon` */
export async function showLexicon(options: { learn?: boolean; lang?: string; json?: boolean }): Promise<void> {
  const terminal = openTerminal(options);
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const program = await openProgram(config, database.connection);
  const { db, clock, pack, country } = program.parts;
  const home = country.firstLanguage;
  try {
    const translations = (most: number) => translatedTexts(db, most);
    if (options.learn) await learnLexicon({ db, clock, pack, home, translations });
    const lexicon = await readLexicon(db);
    const entries = lexicon?.entries.filter(({ lang }) => !options.lang || lang === options.lang) ?? [];
    terminal.result(
      { learntAt: lexicon?.learntAt ?? null, pairs: lexicon?.pairs ?? 0, entries },
      !lexicon
        ? 'Nothing was learnt yet. It is learnt every night from translations that are public; now: cuaso stories lexicon --learn'
        : [
            ...entries.map(({ shown: [own, term], lang, seen }) => `${own} = ${term} (${lang}, in ${seen} texts)`),
            `${entries.length} terms, learnt on ${lexicon.learntAt.toISOString().slice(0, 16).replace('T', ' ')} UTC from ${lexicon.pairs} parallel texts of our translations.`,
          ].join('\n'),
    );
  } finally {
    await program.stop();
    await database.stop();
  }
}
