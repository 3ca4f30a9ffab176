import type { Signs } from '../sources/index.ts';
import type { Fault } from './feed/feed.ts';
import type { Draft } from './item.ts';

/** What the entries of a feed, read at `now`, show of the channel: their dates and their languages. */
export function signsOf(
  drafts: readonly Pick<Draft, 'published' | 'lang'>[],
  faults: readonly Fault[],
  now: Date,
): Signs {
  const entries = drafts.length;
  const dates = new Map<number, number>();
  const languages: Record<string, number> = {};
  for (const { published, lang } of drafts) {
    const time = published?.getTime() ?? now.getTime();
    dates.set(time, (dates.get(time) ?? 0) + 1);
    if (lang !== 'und') languages[lang] = (languages[lang] ?? 0) + 1;
  }
  const dateless = drafts.filter(({ published }) => published === null).length;
  // A date a little ahead is taken for now (see `trustDate`); one that is not believed leaves its entry without any.
  const ahead = (dates.get(now.getTime()) ?? 0) - dateless;
  const odd = Math.min(entries, faults.find(({ code }) => code === 'odd-date')?.count ?? 0);
  const undated = dateless - Math.min(dateless, Math.max(0, odd - ahead));
  dates.delete(now.getTime());
  return { entries, undated, odd, alike: Math.max(0, ...dates.values()), languages };
}
