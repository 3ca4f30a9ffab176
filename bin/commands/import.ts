import { readFileSync } from 'node:fs';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram } from '../../src/program.ts';
import { classes, importSources } from '../../src/sources/index.ts';
import { openTerminal } from '../terminal.ts';
import { oneOf, UsageError } from '../usage.ts';

type Options = { class: string; paused?: boolean; preview?: boolean; json?: boolean };

/** `cuaso import <file>`: exit code 1 when no line of the file could be taken. */
export async function importFile(file: string, options: Options): Promise<void> {
  const terminal = openTerminal(options);
  const outletClass = oneOf(classes, options.class, 'class of outlet');
  const bytes = bytesOf(file);
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const program = await openProgram(config, database.connection);
  try {
    const report = await importSources(program.parts.db, bytes, {
      class: outletClass,
      state: options.paused ? 'paused' : 'active',
      preview: options.preview ?? false,
    });
    for (const line of report.lines)
      if (line.result === 'refused') terminal.note(`line ${line.line}, ${line.name}: ${line.fault} (${line.value})`);
    if (report.cut) terminal.note('the file is longer than what is read at once; import the rest as a file of its own');
    const { outlets, channels, contacts, there, refused } = report;
    terminal.result(
      report,
      `${options.preview ? 'Would add' : 'Added'} ${outlets} outlets, ${channels} channels and ${contacts} contacts; ${there} were there already, ${refused} lines were refused.`,
    );
    if (refused > 0 && refused === report.lines.length) process.exitCode = 1;
  } finally {
    await program.stop();
    await database.stop();
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code);
    throw new UsageError(`cannot read ${file}: ${why}`);
  }
}
