import { type Concepts, type Named, namedIn, rootsIn } from '../concepts.ts';
import { fewest, type Term, type Vocabulary, vocabulary, type Word } from './vocabulary.ts';

/** The same words in two languages, as a translator wrote them: a title, a sentence, a short paragraph. */
export type Parallel = readonly [Passage, Passage];
type Passage = { lang: string; text: string };

/** A term of the home language and one of another, both folded, that stand for each other. */
export type Meaning = { home: string; lang: string; term: string };

/** … as they were learnt: how both are written, in how many parallel texts they were seen so, and how surely. */
export type Learnt = Meaning & { shown: readonly [home: string, term: string]; seen: number; odds: number };

/** What tells a meaning from others. */
export const meaningKey = ({ home, lang, term }: Meaning): string => `${lang} ${home} = ${term}`;

/** In longer texts too much stands together that has nothing to do with each other, and time grows with the square. */
const longestPassage = 600;
/** At this likelihood ratio one in ten thousand pairs of unrelated terms would be taken for each other (χ² with one degree of freedom). */
const enough = 15.1;
/** … and each must stand for the other more often than not. */
const mostly = 0.5;
/** A rival that is so nearly as sure leaves it open which of two is meant. */
const nearly = 0.85;

/**
 * Learns from parallel texts which terms of a language stand for which of the home language: those that stand together far more often than chance
 * lets them (the log-likelihood ratio of Dunning 1993), the surest first and each term once (competitive linking, Melamed 2000). What `known` names on
 * both sides is left out: it is explained; what a person struck (`struck`, by key) is not learnt. Pairs without the home language teach nothing. Pure; docs/method/stories.md says how well it does.
 */
export function learn(
  pairs: readonly Parallel[],
  home: string,
  known: Concepts,
  struck: ReadonlySet<string> = new Set(),
): Learnt[] {
  const turned = pairs.flatMap(([a, b]) => {
    const [own, other] = a.lang === home ? [a, b] : [b, a];
    const fits = [own, other].every(({ text }) => text.length <= longestPassage);
    return fits && own.lang === home && other.lang !== home
      ? [{ own: own.text, lang: other.lang, other: other.text }]
      : [];
  });
  // What is said again in the same words is said once: a slogan under every article teaches nothing more.
  const once = new Map(turned.map((pair) => [JSON.stringify(pair), pair]));
  return [...Map.groupBy(once.values(), ({ lang }) => lang)].flatMap(([lang, list]) => {
    const rest = list.map(({ own, other }) => unexplained([own, home], [other, lang], known));
    const ours = rest.map(([words]) => words);
    const theirs = rest.map(([, words]) => words);
    // Names that are spelt alike are marks by themselves.
    const found = associations(vocabulary(ours, home), vocabulary(theirs, lang)).filter(
      ({ own, other }) => !struck.has(meaningKey({ home: own.text, lang, term: other.text })),
    );
    return linked(found)
      .filter(({ own, other }) => joined(own.text) !== joined(other.text))
      .map(({ own, other, seen, odds }): Learnt => {
        return { home: own.text, lang, term: other.text, shown: [own.shown, other.shown], seen, odds };
      });
  });
}

type Words = (Word | undefined)[];

/** The folded words of two texts, with gaps where both name the same concept. */
function unexplained(
  own: readonly [string, string],
  other: readonly [string, string],
  known: Concepts,
): [Words, Words] {
  const [a, b] = [own, other].map(([text, lang]) => {
    const read = rootsIn(text, lang);
    const words: Words = read.roots.map((root, at) => ({ root, written: read.written[at] as string }));
    return { words, named: namedIn(read, lang, known) };
  }) as [Side, Side];
  const keys = ({ named }: Side) => new Set(named.map(({ key }) => key));
  const shared = keys(a).intersection(keys(b));
  for (const side of [a, b])
    for (const { key, at, length } of side.named) if (shared.has(key)) side.words.fill(undefined, at, at + length);
  return [a.words, b.words];
}

type Side = { words: Words; named: Named[] };
type Association = { own: Term; other: Term; seen: number; odds: number };

/** The pairs of terms that stand together more often than chance lets them. */
function associations(ours: Vocabulary, theirs: Vocabulary): Association[] {
  const together = new Uint32Array(theirs.terms.length);
  return ours.places.flatMap((places, own) => {
    for (const place of places) for (const other of theirs.within[place] ?? []) together[other]! += 1;
    const met = new Set(places.flatMap((place) => theirs.within[place] ?? []));
    return [...met].flatMap((other): Association[] => {
      const seen = together[other] as number;
      together[other] = 0;
      const [x, y] = [places.length, (theirs.places[other] as readonly number[]).length];
      if (seen < fewest || seen < mostly * Math.max(x, y)) return [];
      const odds = likelihoodRatio(seen, x, y, ours.within.length);
      return odds < enough ? [] : [{ own: ours.terms[own] as Term, other: theirs.terms[other] as Term, seen, odds }];
    });
  });
}

/** −2 ln λ for two terms that stand in `x` and `y` of `all` passages, in `both` of them together (Dunning 1993). */
function likelihoodRatio(both: number, x: number, y: number, all: number): number {
  const cell = (count: number, expected: number) => (count === 0 ? 0 : count * Math.log(count / expected));
  return (
    2 *
    (cell(both, (x * y) / all) +
      cell(x - both, (x * (all - y)) / all) +
      cell(y - both, ((all - x) * y) / all) +
      cell(all - x - y + both, ((all - x) * (all - y)) / all))
  );
}

/** The surest associations, each term once; of equally sure ones the longest, as "prime minister" explains "prime" and "minister". */
function linked(found: readonly Association[]): Association[] {
  const length = ({ own, other }: Association) => own.text.length + other.text.length;
  const name = ({ own, other }: Association) => `${own.text} ${other.text}`;
  const taken = [new Set<Term>(), new Set<Term>()];
  return unrivalled(unrivalled(found, 'own'), 'other')
    .toSorted((a, b) => b.odds - a.odds || length(b) - length(a) || (name(a) < name(b) ? -1 : 1))
    .filter(({ own, other }) => {
      if (taken[0]?.has(own) || taken[1]?.has(other)) return false;
      taken[0]?.add(own);
      taken[1]?.add(other);
      return true;
    });
}

/** Those that have no rival: where a term stands nearly as surely with two others, neither part of the other, it is not known which one it means. */
function unrivalled(found: readonly Association[], side: 'own' | 'other'): Association[] {
  const facing = side === 'own' ? 'other' : 'own';
  return [...Map.groupBy(found, (each) => each[side]).values()].flatMap((all) =>
    all.filter((one) =>
      all.every((each) => each.odds < nearly * one.odds || nested(each[facing].text, one[facing].text)),
    ),
  );
}

const joined = (term: string): string => term.replaceAll(' ', '');

const nested = (a: string, b: string): boolean => ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `);
