import { getLogger } from '@logtape/logtape';
import type { Clock } from '../../platform/index.ts';
import { askService, mostTexts, NoVectors, type Service } from './service.ts';
import type { Vector } from './vector.ts';

const log = getLogger(['cuaso', 'stories', 'embeddings']);

/** The port by which the weaver learns what texts mean. It never throws: without an answer there is no vector. */
export type Embedder = {
  /** Vectors of different models cannot be compared. */
  model: string;
  /** The vectors of texts in their order, undefined for those that got none. */
  embed(texts: readonly string[]): Promise<(Vector | undefined)[]>;
};

const longestText = 2_000;
/** Weaving waits so long for all texts of a batch, in milliseconds. */
const patience = 5_000;
const firstRest = 60_000;
const longestRest = 900_000;

/**
 * Opens a service. What fails is left alone for a minute, and twice as long each time, a quarter of an hour at most, or as long as the service says: weaving goes on without. Says in the log
 * when it begins to fail and when it answers again.
 */
export function openEmbedder(service: Service, { clock, wait = patience }: { clock: Clock; wait?: number }): Embedder {
  let rest = 0;
  let until = 0;
  return {
    model: service.model,
    async embed(texts) {
      const found = new Array<Vector | undefined>(texts.length).fill(undefined);
      if (clock().getTime() < until) return found;
      const signal = AbortSignal.timeout(wait);
      try {
        for (let from = 0; from < texts.length; from += mostTexts) {
          const part = texts.slice(from, from + mostTexts).map((text) => text.slice(0, longestText).toWellFormed());
          for (const [at, vector] of (await askService(service, part, signal)).entries()) found[from + at] = vector;
        }
        if (rest > 0) log.info('{url} gives vectors again', { url: service.url });
        rest = 0;
      } catch (error) {
        if (!(error instanceof NoVectors)) throw error;
        const first = rest === 0;
        rest = Math.min(longestRest, error.after === undefined ? Math.max(firstRest, 2 * rest) : error.after * 1_000);
        until = clock().getTime() + rest;
        if (first)
          log.warning('{problem}. It is asked again in {seconds} s; stories are woven without meaning until then', {
            problem: error.message,
            seconds: Math.round(rest / 1_000),
          });
      }
      return found;
    },
  };
}
