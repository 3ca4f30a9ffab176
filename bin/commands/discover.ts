import { findChannels } from '../../src/ingest/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram, type Program } from '../../src/program.ts';
import { openTerminal } from '../terminal.ts';
import { UsageError } from '../usage.ts';

type Options = { json?: boolean };

/** What is found at an address. Throws a UsageError when nothing can be looked for there. */
async function found(program: Program, address: string, options: Parameters<typeof findChannels>[2]) {
  try {
    return await findChannels(program.parts, address, options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`"${address.slice(0, 200)}" is no address to look at`);
    throw error;
  }
}

/** `cuaso discover <address>`: exit code 1 when no channel was found. Nothing is registered. */
export async function discoverChannels(address: string, options: Options): Promise<void> {
  const terminal = openTerminal(options);
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const program = await openProgram(config, database.connection);
  try {
    const findings = await found(program, address, {
      onStep: ({ url, result, items, detail }) =>
        terminal.step(
          `${url}: ${result === 'channel' ? `a channel, ${items} entries` : result}${detail ? ` (${detail})` : ''}`,
        ),
    });
    const lines = findings.candidates.map(
      ({ kind, url, title, items, newest, score, reasons }) =>
        `${String(score).padStart(4)}  ${kind}  ${url}\n      ${title ?? ''}: ${items} entries, newest ${newest ?? 'unknown'}; ${reasons.join(', ')}`,
    );
    const why = findings.trouble ? `: ${findings.trouble.detail}` : '';
    terminal.result(findings, lines.length === 0 ? `No channel was found at ${address}${why}.` : lines.join('\n'));
    if (!findings.candidates.some(({ score }) => score > 0)) process.exitCode = 1;
  } finally {
    await program.stop();
    await database.stop();
  }
}
