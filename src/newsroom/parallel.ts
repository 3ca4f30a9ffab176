import { sentences } from '../language/index.ts';
import { align } from './align.ts';
import { blockText } from './plain.ts';
import type { Revision } from './revision.ts';

/** What one language says in words of another: a title, a lead, a sentence, or a block whose sentences do not pair. */
export type ParallelText = readonly [Said, Said];
type Said = { lang: string; text: string };

type Told = { lang: string; revision: Pick<Revision, 'title' | 'lead' | 'body'> };

/**
 * Sets the texts of a translation beside those of the source that it was made from, as fine as is safe: blocks as the translator had them side by
 * side (`blocks`: how many of the translation stand beside each of the source), or one by one where both have as many; sentences where a pair of blocks has as many. Blocks that do
 * not pair are left out.
 */
export function parallelTexts(source: Told, target: Told & { blocks: readonly number[] | undefined }): ParallelText[] {
  const [from, to] = [source.revision, target.revision];
  const pair = (a: string, b: string): ParallelText[] =>
    a.trim() && b.trim()
      ? [
          [
            { lang: source.lang, text: a.trim() },
            { lang: target.lang, text: b.trim() },
          ],
        ]
      : [];
  const bySentence = (a: string, b: string): ParallelText[] => {
    const [one, other] = [sentences(a, source.lang), sentences(b, target.lang)];
    return one.length === other.length ? one.flatMap((each, at) => pair(each, other[at] as string)) : pair(a, b);
  };
  const [own, theirs] = [from.body.content, to.body.content];
  const { blocks } = target;
  const fits = blocks ? blocks.reduce((sum, count) => sum + count, 0) === theirs.length : own.length === theirs.length;
  const beside = blocks && { source: own, blocks };
  const rows = fits ? align({ now: own, followed: own, beside, target: theirs }) : [];
  return [
    ...pair(from.title, to.title),
    ...bySentence(from.lead, to.lead),
    ...rows.flatMap(({ source: block, target: beside }) =>
      block ? bySentence(blockText(block), beside.map(blockText).join('\n')) : [],
    ),
  ];
}
