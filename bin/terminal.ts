import { styleText } from 'node:util';

/** How a command tells what it does: plain lines for a log, marks and colours on a terminal. */
export type Terminal = {
  /** A step that is done. */
  step(text: string): void;
  /** Something that must not be overlooked. */
  note(text: string): void;
  /** Shows how far a long work is: a bar on a terminal, a line every few seconds in a log. */
  progress(done: number, total: number, what: string): void;
  /** What a program reads with `--json`: one object on one line of standard output. */
  result(value: object, text: string): void;
};

const BAR = 24;
const LOG_PAUSE_MS = 5_000;

/** Talks to standard output; with `json`, only the result goes there and the rest to standard error. */
export function openTerminal({ json = false }: { json?: boolean } = {}): Terminal {
  const out = json ? process.stderr : process.stdout;
  let told = performance.now();
  const live = Boolean(out.isTTY);
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (live ? styleText(style, text) : text);
  return {
    step: (text) => void out.write(`${paint('green', '✓')} ${text}\n`),
    note: (text) => void out.write(`${paint('yellow', '!')} ${text}\n`),
    progress(done, total, what) {
      const share = total === 0 ? 1 : Math.min(1, done / total);
      if (live) {
        const filled = Math.round(share * BAR);
        out.write(`\r${paint('red', '━'.repeat(filled))}${'─'.repeat(BAR - filled)} ${done}/${total} ${what}\x1b[K`);
        if (done >= total) out.write('\n');
      } else if (performance.now() - told > LOG_PAUSE_MS) {
        told = performance.now();
        out.write(`${done}/${total} ${what}\n`);
      }
    },
    result(value, text) {
      process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`);
    },
  };
}
