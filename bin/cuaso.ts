import { Command, CommanderError } from 'commander';
import { ConfigError, readConfig } from '../src/platform/config.ts';
import { isUnavailable } from '../src/platform/index.ts';
import { startLog } from '../src/platform/log.ts';
import { UsageError } from './usage.ts';

const program = new Command('cuaso')
  .description('Cửa Sổ: one open portal that gathers, weaves, translates and publishes what a country tells the world.')
  .version('0.1.0')
  .showHelpAfterError()
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes: 0 done · 1 failed, the message says why · 2 the command or a setting is wrong.
Settings are environment variables; \`cuaso doctor\` lists them with what they mean.`,
  );

program
  .command('start')
  .description('run everything in one process: database, portal, desk and background work')
  .option('--no-demo', 'at the first start: begin empty, without the demonstration')
  .action(async (...given: Parameters<typeof import('./commands/start.ts').start>) =>
    (await import('./commands/start.ts')).start(...given),
  );

program
  .command('serve')
  .description('run the portal and the desk only; several may run on one database')
  .action(async (...given: Parameters<typeof import('./commands/scale.ts').serve>) =>
    (await import('./commands/scale.ts')).serve(...given),
  );

program
  .command('work')
  .description('run the background work only; several may run on one database')
  .option('--once', 'fetch every channel that is due, finish what follows from it, and end')
  .option('--json', 'print the outcome as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/scale.ts').work>) =>
    (await import('./commands/scale.ts')).work(...given),
  );

program
  .command('migrate')
  .description('bring the database to the state this program needs')
  .option('--json', 'print the outcome as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/migrate.ts').migrateDatabase>) =>
    (await import('./commands/migrate.ts')).migrateDatabase(...given),
  );

program
  .command('reindex')
  .description('make the search index anew from what is published, while it stays in use')
  .option('--json', 'print the outcome as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/reindex.ts').reindexAll>) =>
    (await import('./commands/reindex.ts')).reindexAll(...given),
  );

program
  .command('import <file>')
  .description('add outlets and channels from an OPML or CSV file (- reads standard input)')
  .option('--class <class>', 'the class of outlets that the file gives none', 'domestic-press')
  .option('--paused', 'register the channels without fetching them yet')
  .option('--preview', 'only tell what would be added')
  .option('--json', 'print the outcome as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/import.ts').importFile>) =>
    (await import('./commands/import.ts')).importFile(...given),
  );

const woven = program.command('stories').description('the stories of the board, and how they are woven');

woven
  .command('list [id]', { isDefault: true })
  .description('list the stories of the board, or show the one of a number with its items')
  .option('--q <words>', 'with these words')
  .option('--lang <code>', 'told in this language')
  .option('--class <class>', 'told by an outlet of this class')
  .option('--days <1|3|7>', 'with own words of the last days')
  .option('--shared', 'told by at least two outlets')
  .option('--place <slug>', 'about this province or city; a former one means what it became')
  .option('--event <number>', 'hanging on this event of the agenda')
  .option('--tag <tag>', 'about this: org:…, title:…, person:…')
  .option('--page <number>', 'fifty a page')
  .option('--json', 'print them as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/stories.ts').stories>) =>
    (await import('./commands/stories.ts')).stories(...given),
  );

woven
  .command('lexicon')
  .description("list what was learnt from the newsroom's own translations: terms that stand for each other")
  .option('--learn', 'learn it anew first, as happens every night')
  .option('--lang <code>', 'only what things are called in this language')
  .option('--json', 'print the lexicon as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/lexicon.ts').showLexicon>) =>
    (await import('./commands/lexicon.ts')).showLexicon(...given),
  );

woven
  .command('refit')
  .description(
    'fit anew what evidence is worth from splits, mergers and what was undone; says how much better it is, and changes nothing',
  )
  .option('--apply', 'let it hold from now on')
  .option('--shipped', 'go back to what came with the program')
  .option('--json', 'print the outcome as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/refit.ts').refitWeaving>) =>
    (await import('./commands/refit.ts')).refitWeaving(...given),
  );

const sources = program
  .command('sources')
  .description('look after the outlets and their channels')
  .addHelpText(
    'after',
    `
An outlet is named by its id, its domain or a part of its name; a channel by its id.
Exit codes: 0 done · 1 failed, or the visit that was tried failed · 2 the command or a setting is wrong ·
3 \`sources health\` found something that needs a person.`,
  );
const json = ['--json', 'print the outcome as JSON'] as const;
const commands = () => import('./commands/sources.ts');

sources
  .command('list [words]')
  .description('list outlets; the filters are those of the desk')
  .option('--class <class>')
  .option('--place <code>', 'two digits, any or none')
  .option('--standing <standing>', 'fresh, silent, broken or none')
  .option('--need <need>', 'what a person should see to: silent, blocked, lost …')
  .option('--verification <state>', 'with an address that is untried, failed or verified')
  .option('--rights <rights>', 'full, excerpt or link')
  .option(...json)
  .action(async (words, options) => (await commands()).list(words, options));

sources
  .command('show <outlet>')
  .description('show an outlet and how its channels fare')
  .option(...json)
  .action(async (which, options) => (await commands()).show(which, options));

sources
  .command('add <address>')
  .description('register a channel with an outlet of its own, or with one that is there')
  .option('--name <name>')
  .option('--class <class>', 'the class of the new outlet', 'domestic-press')
  .option('--to <outlet>', 'the outlet that it belongs to')
  .option('--paused', 'do not fetch it yet')
  .option(...json)
  .action(async (url, options) => (await commands()).add(url, options));

for (const [name, state] of [
  ['start', 'active'],
  ['pause', 'paused'],
] as const)
  sources
    .command(`${name} [outlets...]`)
    .description(`${name} every channel of some outlets`)
    .option('--class <class>', 'all outlets of a class')
    .option(...json)
    .action(async (which, options) => (await commands()).setState(state)(which, options));

sources
  .command('try <channel>')
  .description('visit a channel now and tell each step; Ctrl-C stops it')
  .option(...json)
  .action(async (id, options) => (await commands()).tryChannel(id, options));

sources
  .command('export')
  .description('write the register to standard output')
  .option('--format <format>', 'csv or opml', 'csv')
  .option('--contacts', 'the contacts instead, as csv; they are personal data')
  .action(async (options) => (await commands()).write(options));

sources
  .command('import <file>')
  .description('the same as `cuaso import`')
  .option('--class <class>', 'the class of outlets that the file gives none', 'domestic-press')
  .option('--paused', 'register the channels without fetching them yet')
  .option('--preview', 'only tell what would be added')
  .option(...json)
  .action(async (...given: Parameters<typeof import('./commands/import.ts').importFile>) =>
    (await import('./commands/import.ts')).importFile(...given),
  );

sources
  .command('health')
  .description('count fresh, silent and broken outlets, and tell what needs a person')
  .option(...json)
  .action(async (options) => (await commands()).health(options));

program
  .command('discover <address>')
  .description('look for the channels of an outlet at an address, and say what each is worth; nothing is registered')
  .option('--json', 'print the findings as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/discover.ts').discoverChannels>) =>
    (await import('./commands/discover.ts')).discoverChannels(...given),
  );

program
  .command('link [email]')
  .description('make a one-time link: for the first owner, or for a person who cannot sign in any more')
  .option('--json', 'print the outcome as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/link.ts').link>) =>
    (await import('./commands/link.ts')).link(...given),
  );

program
  .command('doctor')
  .description('check the set-up and say what to mend')
  .option('--json', 'print the findings as one JSON object')
  .action(async (...given: Parameters<typeof import('./commands/doctor.ts').doctor>) =>
    (await import('./commands/doctor.ts')).doctor(...given),
  );

try {
  if (process.argv[2] !== 'doctor') {
    const config = readConfig();
    await startLog(config.logLevel, config.logFormat ?? (process.stderr.isTTY ? 'text' : 'json'));
  }
  await program.parseAsync();
} catch (error) {
  // What commander throws it has said already, help and version among it.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const message = error instanceof Error ? error.message : error;
    const away = isUnavailable(error) ? 'the database cannot be reached; `cuaso doctor` says what to mend: ' : '';
    process.stderr.write(`cuaso: ${away}${message}\n`);
    process.exitCode = error instanceof ConfigError || error instanceof UsageError ? 2 : 1;
  }
}
