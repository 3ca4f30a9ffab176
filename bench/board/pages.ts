/** Where the board is asked, and as whom. */
export type Ask = { origin: string; headers: Record<string, string> };

/** Milliseconds in which a page of the board is to be answered, in 95 of 100 cases. */
export const limit = 50;

/** The board as people look at it. The words are made up: one of the commonest, a middling one, two together, one that is seldom. */
export const addresses: Readonly<Record<string, string>> = {
  plain: '/desk/stories',
  'second page': '/desk/stories?page=2',
  'last page': '/desk/stories?page=200',
  'in English': '/desk/stories?lang=en',
  'in Lao, which is seldom': '/desk/stories?lang=lo',
  'foreign press': '/desk/stories?class=foreign-press',
  'missions, which are few': '/desk/stories?class=mission',
  'a common word': '/desk/stories?q=ba',
  'a middling word': '/desk/stories?q=khinh',
  'two words': '/desk/stories?q=ba+khinh',
  'words that are seldom': '/desk/stories?q=xung+xung+xuoc',
  'no such word': '/desk/stories?q=zebra',
  'last day': '/desk/stories?days=1',
  'last week in French by officials': '/desk/stories?days=7&lang=fr&class=official',
  'told by several': '/desk/stories?shared=1',
  'muted ones': '/desk/stories?muted=1',
  'all at once': '/desk/stories?q=ba&lang=en&class=foreign-press&days=7&shared=1&page=2',
  'as JSON': '/desk/api/stories?class=official',
};

/** What an address answers, and in how many milliseconds, the shortest first. */
export type Measured = { stories: number; taken: readonly number[] };

/** Asks for a page so many times, after five times that are not counted. */
export async function measure({ origin, headers }: Ask, path: string, times: number): Promise<Measured> {
  const taken: number[] = [];
  let stories = 0;
  for (let n = -5; n < times; n++) {
    const began = performance.now();
    const answer = await fetch(origin + path, { headers });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`bench: ${path} answered ${answer.status}`);
    if (n >= 0) taken.push(performance.now() - began);
    stories = text.split(path.includes('/api/') ? '"titles":' : 'data-row').length - 1;
  }
  return { stories, taken: taken.toSorted((a, b) => a - b) };
}

/** A part of sorted numbers below which so large a part of them lies. */
export const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/** Prints what an address took beside the limit; gives 1 when it was missed, else 0. */
export function tell(name: string, { stories, taken }: Measured): number {
  const [middle, late] = [quantile(taken, 0.5), quantile(taken, 0.95)];
  const met = late <= limit;
  console.log(
    `${name} (${stories} stories): p50 ${middle.toFixed(1)} ms, p95 ${late.toFixed(1)} ms, ${(late / limit).toFixed(2)} × the limit of ${limit} ms${met ? '' : ' MISSED'}`,
  );
  return met ? 0 : 1;
}
