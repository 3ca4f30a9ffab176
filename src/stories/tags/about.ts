import type { ItemTag } from '../store/tags.ts';
import { readTag, type TagKind, tagKinds, tagText } from './tag.ts';

/** Something that a story, or a few of its items, are about. */
export type StoryTag = {
  kind: TagKind;
  key: string;
  /** As the items call it. */
  shown: string;
  /** Its items that bear it or of which somebody said something about it. */
  items: readonly ItemTag[];
  /** How many items bear it, those left out of which a person said that they do not. */
  bearing: number;
  /** What was said last for the whole story. */
  verdict: { judged: 'yes' | 'no'; personName: string } | null;
  /** The number of the last judgement: who comes after another person's is shown that one first. */
  seen: number;
};

const mostOfKind = 6;

/** What a story is about, kind by kind and first what most items say; `rest` is named less often, or a person took it off. */
export function aboutOf(
  tags: readonly string[],
  items: readonly ItemTag[],
): { first: readonly StoryTag[]; rest: readonly StoryTag[] } {
  const groups = new Map([...Map.groupBy(items, tagText)].map(([name, given]) => [name, summed(given)]));
  const about = tags.flatMap((name) => groups.get(name) ?? []);
  const first = tagKinds.flatMap((kind) => about.filter((tag) => tag.kind === kind).slice(0, mostOfKind));
  const rest = [...groups.values()].filter((tag) => !first.includes(tag));
  return { first, rest: rest.toSorted((a, b) => b.bearing - a.bearing) };
}

function summed(items: readonly ItemTag[]): StoryTag {
  const [first] = items as [ItemTag];
  const last = (some: readonly ItemTag[]) => some.toSorted((a, b) => (b.judgement ?? 0) - (a.judgement ?? 0))[0];
  const whole = last(items.filter((item) => item.whole));
  return {
    kind: first.kind,
    key: first.key,
    shown: items
      .map(({ shown }) => shown)
      .reduce((best, shown) => (Buffer.byteLength(shown) > Buffer.byteLength(best) ? shown : best)),
    items,
    bearing: items.filter(({ judged, evidence }) => judged !== 'no' && (evidence.length > 0 || judged === 'yes'))
      .length,
    verdict: whole?.judged ? { judged: whole.judged, personName: whole.personName ?? '' } : null,
    seen: last(items)?.judgement ?? 0,
  };
}

/** The place that most of a story's items say, as a key; undefined when they say none. */
export function mainPlace(tags: readonly string[]): string | undefined {
  return tags.map(readTag).find((tag) => tag?.kind === 'place')?.key;
}
