import { copied } from '../../src/stories/likeness.ts';
import { strandOf } from '../../src/stories/strand.ts';
import { copy } from '../../src/stories/weave.ts';
import type { Sample } from './fit.ts';
import { seeded } from './made-up.ts';

const threshold = copy;

/** How surely copies are known: real articles changed as those who copy change them, and pairs that are none. */
export function copies(items: readonly Sample[], line: (name: string, text: string) => void): void {
  const chance = seeded(11);
  const words = (text: string, each: (word: string) => string[]) => text.split(' ').flatMap(each).join(' ');
  const other = () => items[Math.floor(chance() * items.length)]!;
  const ways: Record<string, (item: Sample) => { title: string; text: string }> = {
    'another headline': ({ text }) => ({ title: other().title, text }),
    'a byline and place before it': ({ title, text }) => ({ title, text: `(Theo bản tin sáng nay) HÀ NỘI – ${text}` }),
    'cut to its first half': ({ title, text }) => ({ title, text: text.slice(0, text.length / 2) }),
    'one word in 20 left out': ({ title, text }) => ({
      title,
      text: words(text, (word) => (chance() < 0.05 ? [] : [word])),
    }),
    'one word in 20 changed': ({ title, text }) => ({
      title,
      text: words(text, (word) => [chance() < 0.05 ? 'khác' : word]),
    }),
    'one word in 10 changed': ({ title, text }) => ({
      title,
      text: words(text, (word) => [chance() < 0.1 ? 'khác' : word]),
    }),
    'a third rewritten': ({ title, text }) => ({
      title,
      text: `${text.slice(0, text.length / 3)} ${other().text.slice(0, text.length / 3)} ${text.slice((text.length * 2) / 3)}`,
    }),
  };
  for (const [name, change] of Object.entries(ways)) {
    const known = items.filter(
      (item) => copied(item.strand, strandOf({ ...item, ...change(item) }, new Map())) >= threshold,
    );
    line(`  ${name}`, `${((100 * known.length) / items.length).toFixed(1)} % known as copies`);
  }
  let apart = 0;
  let wrong = 0;
  let together = 0;
  let same = 0;
  items.forEach((a, at) => {
    for (const b of items.slice(at + 1)) {
      const hit = copied(a.strand, b.strand) >= threshold;
      if (a.story === b.story) {
        together += 1;
        same += Number(hit);
      } else {
        apart += 1;
        wrong += Number(hit);
      }
    }
  });
  line('  different stories', `${wrong} of ${apart} pairs taken for copies`);
  line('  one story', `${same} of ${together} pairs taken for copies (the articles hold real ones)`);
}
