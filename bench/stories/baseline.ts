import { words } from '../../src/language/index.ts';
import type { Grouping } from './measure.ts';

/** An item with the story that a person put it into. */
export type Judged = {
  id: number;
  at: number;
  story: string;
  lang: string;
  title: string;
  summary: string;
  text: string;
};

type Cluster = { id: number; vector: Map<string, number> };

/**
 * The straightforward way: tf·idf of single words and pairs over the whole text, compared with the centroid of every cluster
 * through an inverted index; the best above the threshold takes the item. No time, no embeddings.
 */
export function leaderClusters(items: readonly Judged[], threshold: number): Grouping {
  const frequency = new Map<string, number>();
  const clusters = new Map<number, Cluster>();
  const holders = new Map<string, Set<Cluster>>();
  const grouping: Grouping = new Map();
  items.forEach((item, place) => {
    const counts = countsOf(item);
    for (const term of counts.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    const vector = new Map<string, number>();
    for (const [term, count] of counts)
      vector.set(term, (1 + Math.log(count)) * Math.log((place + 2) / ((frequency.get(term) ?? 0) + 0.5)));
    scaled(vector);
    const scores = new Map<Cluster, number>();
    for (const [term, value] of vector)
      for (const cluster of holders.get(term) ?? [])
        scores.set(cluster, (scores.get(cluster) ?? 0) + value * (cluster.vector.get(term) ?? 0));
    let best: Cluster | undefined;
    for (const [cluster, score] of scores)
      if (score >= threshold && score > (best ? (scores.get(best) ?? 0) : 0)) best = cluster;
    const cluster = best ?? { id: item.id, vector: new Map<string, number>() };
    clusters.set(cluster.id, cluster);
    for (const [term, value] of vector) {
      cluster.vector.set(term, (cluster.vector.get(term) ?? 0) + value);
      holders.set(term, (holders.get(term) ?? new Set()).add(cluster));
    }
    scaled(cluster.vector);
    grouping.set(item.id, cluster.id);
  });
  return grouping;
}

function countsOf({ title, summary, text, lang }: Judged): Map<string, number> {
  const counts = new Map<string, number>();
  const tokens = words(`${title} ${title} ${summary} ${text}`, lang).map((word) => word.toLowerCase());
  tokens.forEach((token, at) => {
    counts.set(token, (counts.get(token) ?? 0) + 1);
    const next = tokens[at + 1];
    if (next !== undefined) counts.set(`${token} ${next}`, (counts.get(`${token} ${next}`) ?? 0) + 1);
  });
  return counts;
}

function scaled(vector: Map<string, number>): void {
  let square = 0;
  for (const value of vector.values()) square += value * value;
  const norm = Math.sqrt(square) || 1;
  for (const [term, value] of vector) vector.set(term, value / norm);
}
