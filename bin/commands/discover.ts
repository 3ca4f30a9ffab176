import { findChannels } from '../../src/ingest/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram } from '../../src/program.ts';
import { openTerminal } from '../terminal.ts';

type Options = { json?: boolean };

/** `cuaso discover <address>`: exit code 1 when no channel was found. Nothing is registered. */
export async function discoverChannels(address: string, options: Options): Promise<void> {
  const terminal = openTerminal(options);
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const program = await openProgram(config, database.connection);
  try {
    const findings = await findChannels(program.parts, address, {
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
