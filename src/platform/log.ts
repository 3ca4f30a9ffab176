import { configure, getJsonLinesFormatter, getLogger, getTextFormatter, type LogLevel } from '@logtape/logtape';

/**
 * Directs all logs to standard error, as text for people or as JSON lines for programs.
 * Categories are module paths: `['cuaso', 'ingest']`. Warnings of Node.js go to the log too, as debug.
 */
export async function startLog(level: LogLevel, format: 'text' | 'json'): Promise<void> {
  const formatter =
    format === 'json'
      ? getJsonLinesFormatter({ properties: 'flatten' })
      : getTextFormatter({ timestamp: 'time', level: 'ABBR', category: (category) => category.slice(1).join('.') });
  const write = (line: string) => void process.stderr.write(line.endsWith('\n') ? line : `${line}\n`);
  await configure({
    reset: true,
    sinks: { out: (record) => write(String(formatter(record))) },
    loggers: [
      { category: ['cuaso'], lowestLevel: level, sinks: ['out'] },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['out'] },
    ],
  });
  const log = getLogger(['cuaso', 'platform', 'runtime']);
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => log.debug('{name}: {message}', { name, message }));
}
