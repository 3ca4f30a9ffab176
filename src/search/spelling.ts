import { fold } from '../language/index.ts';

const wordOf = /[\p{L}\p{N}\p{M}]+/gu;
const least = 0.5;

/** The words of a title that are most like a query, when they are alike enough and not the same: what may have been meant. */
export function nearestWords(query: string, title: string): string | undefined {
  const wanted = query.match(wordOf) ?? [];
  const given = [...title.matchAll(wordOf)];
  const goal = pairsOf(wanted.map(fold).join(' '));
  let best = { likeness: 0, text: '' };
  for (let from = 0; from + wanted.length <= given.length; from++) {
    const window = given.slice(from, from + wanted.length);
    const text = window.map(([word]) => word).join(' ');
    const likeness = dice(goal, pairsOf(fold(text)));
    if (likeness > best.likeness) best = { likeness, text };
  }
  return best.likeness >= least && fold(best.text) !== fold(wanted.join(' ')) ? best.text : undefined;
}

function pairsOf(text: string): Set<string> {
  const padded = ` ${text} `;
  return new Set(Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2)));
}

/** How much of two sets is shared, 0 to 1 (Dice). */
function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
