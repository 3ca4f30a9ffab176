import { describe, expect, it } from 'vitest';
import { signsOf } from './signs.ts';

const now = new Date('2026-11-25T08:00:00Z');
const entry = (published: string | null, lang = 'vi') => ({
  published: published === null ? null : new Date(published),
  lang,
});

describe('signsOf', () => {
  it('counts dates that are missing, those that nobody believes, and those that are all one', () => {
    const same = '2026-11-24T00:00:00Z';
    const drafts = [entry(same), entry(same), entry('2026-11-23T05:00:00Z'), entry(null), entry(null)];
    expect(signsOf(drafts, [{ code: 'odd-date', count: 1 }], now)).toEqual({
      entries: 5,
      undated: 1,
      odd: 1,
      alike: 2,
      languages: { vi: 5 },
    });
  });

  it('does not take dates a little ahead, which are read as now, for dates that are alike', () => {
    const drafts = Array.from({ length: 4 }, () => entry(now.toISOString()));
    expect(signsOf(drafts, [{ code: 'odd-date', count: 4 }], now)).toMatchObject({ undated: 0, odd: 4, alike: 0 });
  });

  it('leaves out languages that could not be told', () => {
    expect(signsOf([entry(null, 'en'), entry(null, 'und'), entry(null, 'en')], [], now).languages).toEqual({ en: 2 });
    expect(signsOf([], [], now)).toEqual({ entries: 0, undated: 0, odd: 0, alike: 0, languages: {} });
  });
});
