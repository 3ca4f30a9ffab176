import { cosine, type Vector } from './embeddings/vector.ts';
import type { Arriving, Thread, Window } from './window.ts';

/** So many unrelated items must be there to be compared with. */
const fewest = 16;

/**
 * How much closer in meaning an arriving item is to each of some threads than to what else was written in their language lately, in standard deviations. Models differ in what a cosine of 0.8 says;
 * what stands out among others is the same in all (the idea of CSLS, Conneau et al. 2018). What has no vector, or too little to be compared with, has no answer.
 */
export function closeness(window: Window, arriving: Arriving, threads: readonly Thread[]): Map<Thread, number> {
  const found = new Map<Thread, number>();
  const { vector } = arriving;
  if (!vector) return found;
  for (const [lang, own] of Map.groupBy(threads, ({ strand }) => strand.lang)) {
    const others = window
      .lately(lang)
      .map((each) => ({ story: each.story, cosine: cosine(vector, each.vector as Vector) }));
    for (const thread of own) {
      const far = others.filter(({ story }) => story !== thread.story).map((each) => each.cosine);
      if (!thread.vector || far.length < fewest) continue;
      const mean = far.reduce((sum, each) => sum + each, 0) / far.length;
      const deviation = Math.sqrt(far.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (far.length - 1));
      if (deviation > 0) found.set(thread, (cosine(vector, thread.vector) - mean) / deviation);
    }
  }
  return found;
}
