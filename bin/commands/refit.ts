import { readConfig } from '../../src/platform/config.ts';
import { openDatabase, openProgram } from '../../src/program.ts';
import { refitStories, shippedTuning } from '../../src/stories/index.ts';
import { openTerminal } from '../terminal.ts';

/** `cuaso stories refit` */
export async function refitWeaving(options: { apply?: boolean; shipped?: boolean; json?: boolean }): Promise<void> {
  const terminal = openTerminal(options);
  const config = readConfig();
  const database = await openDatabase(config, { join: true });
  const program = await openProgram(config, database.connection);
  const { parts } = program;
  try {
    if (options.shipped) {
      await shippedTuning(parts);
      terminal.result({ shipped: true }, 'The weaver judges again as it came with the program.');
      return;
    }
    const found = await refitStories(parts, { apply: options.apply ?? false });
    if (!found) {
      terminal.result(
        { applied: false, decisions: null },
        'Nothing was fitted: that takes at least 20 splits, mergers or undone second looks, with pairs of items both taken apart and put together.',
      );
      return;
    }
    const { before, after, was, tuning, applied } = found;
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    terminal.result(
      { ...found },
      [
        `${found.decisions} decisions: ${found.together} pairs of items put together, ${found.apart} taken apart.`,
        `Right on pairs held out: before ${percent(before.right)} (loss ${before.loss.toFixed(3)}), after ${percent(after.right)} (loss ${after.loss.toFixed(3)}).`,
        ...Object.entries(tuning.worth).map(
          ([part, worth]) => `  ${part}: ${was.worth[part as keyof typeof was.worth].toFixed(2)} → ${worth.toFixed(2)}`,
        ),
        applied
          ? 'It holds from the next item on. Back with: cuaso stories refit --shipped'
          : 'Nothing was changed. To let it hold: cuaso stories refit --apply',
      ].join('\n'),
    );
  } finally {
    await program.stop();
    await database.stop();
  }
}
