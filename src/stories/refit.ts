import { chance, type Evidence, evidences, odds, type Worth } from './likeness.ts';
import type { Tuning } from './weave.ts';

/** What people decided about two items, with the evidence for them to be together. `decision`: what it was part of. */
export type Judged = { decision: number; evidence: Evidence; together: boolean };

/** How a tuning agrees with judged pairs: the share it puts on the right side, and the mean log loss (0 is best). Both kinds of pairs weigh the same. */
export type Agreement = { right: number; loss: number };

/** What refitting found: on pairs held out, before and after, and the tuning that all of them give. */
export type Refit = {
  decisions: number;
  together: number;
  apart: number;
  before: Agreement;
  after: Agreement;
  tuning: Tuning;
};

/** So many decisions must have been made, with pairs of both kinds. */
export const fewestDecisions = 20;
const folds = 5;
/** What is known counts like so many judged pairs, so that a few decisions change little. */
const known = 30;
const turns = 60;

/**
 * Fits what evidence is worth anew from judged pairs, and measures that by cross-validation: each fifth of the decisions is judged by
 * what the others give. Undefined when too few were made. Pure and deterministic.
 */
export function refit(pairs: readonly Judged[], now: Tuning): Refit | undefined {
  const decisions = [...new Set(pairs.map(({ decision }) => decision))].sort((a, b) => a - b);
  const together = pairs.filter((pair) => pair.together).length;
  const apart = pairs.length - together;
  if (decisions.length < fewestDecisions || together === 0 || apart === 0) return undefined;
  const fold = new Map(decisions.map((decision, place) => [decision, place % folds]));
  const inFold = ({ decision }: Judged, each: number) => fold.get(decision) === each;
  const tried = Array.from({ length: folds }, (_, each) => ({
    rest: pairs.filter((pair) => inFold(pair, each)),
    tuning: fitted(
      pairs.filter((pair) => !inFold(pair, each)),
      now,
    ),
  }));
  return {
    ...{ decisions: decisions.length, together, apart },
    before: agreement(pairs.map((pair) => ({ pair, tuning: now }))),
    after: agreement(tried.flatMap(({ rest, tuning }) => rest.map((pair) => ({ pair, tuning })))),
    tuning: fitted(pairs, now),
  };
}

const parts = [...evidences, 'base'] as const;
const valueIn = (evidence: Evidence, part: (typeof parts)[number]) => (part === 'base' ? 1 : evidence[part]);

/** The chance that a pair is together, as a tuning sees it: one half at the threshold. */
const seen = (evidence: Evidence, { worth, belongs }: Tuning) => chance(odds(evidence, worth) - belongs);

/** Both kinds of pairs weigh the same in all: people split more often than they merge, or the other way round. */
function weights(pairs: readonly Judged[]): (pair: Judged) => number {
  const together = pairs.filter((pair) => pair.together).length;
  return (pair) => pairs.length / 2 / Math.max(1, pair.together ? together : pairs.length - together);
}

/** Logistic regression by gradient with the present worth as its prior (a diagonal Newton step, so that evidence of any size moves alike). */
function fitted(pairs: readonly Judged[], now: Tuning): Tuning {
  const weigh = weights(pairs);
  let tuning = now;
  for (let turn = 0; turn < turns; turn++) {
    const slope = new Map<string, number>();
    const bend = new Map<string, number>();
    for (const pair of pairs) {
      const p = seen(pair.evidence, tuning);
      for (const part of parts) {
        const value = valueIn(pair.evidence, part);
        slope.set(part, (slope.get(part) ?? 0) + weigh(pair) * (p - Number(pair.together)) * value);
        bend.set(part, (bend.get(part) ?? 0) + weigh(pair) * p * (1 - p) * value * value * parts.length);
      }
    }
    const worth = Object.fromEntries(
      parts.map((part) => {
        // A worth that is large may change by as much in proportion as one that is small.
        const pull = known / (1 + now.worth[part] ** 2);
        const force = (slope.get(part) ?? 0) + pull * (tuning.worth[part] - now.worth[part]);
        return [part, tuning.worth[part] - force / ((bend.get(part) ?? 0) + pull)];
      }),
    ) as Worth;
    tuning = { ...tuning, worth };
  }
  return tuning;
}

function agreement(judged: readonly { pair: Judged; tuning: Tuning }[]): Agreement {
  const weigh = weights(judged.map(({ pair }) => pair));
  let [right, loss] = [0, 0];
  for (const { pair, tuning } of judged) {
    const p = seen(pair.evidence, tuning);
    right += weigh(pair) * Number(p >= 0.5 === pair.together);
    loss -= weigh(pair) * Math.log(Math.max(1e-9, pair.together ? p : 1 - p));
  }
  return { right: right / judged.length, loss: loss / judged.length };
}
