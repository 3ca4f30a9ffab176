import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conceptsIn, conceptsOf, keyOf, withTerms } from './concepts.ts';

const named = (text: string, lang: string, terms: Record<string, string[]>) =>
  conceptsIn(
    text,
    lang,
    conceptsOf(Object.entries(terms).map(([id, forms]) => ({ id, terms: { [lang]: forms } }))),
  ).map(({ key, shown }) => `${key}: ${shown}`);

describe('terms in a text', () => {
  it('are found whole, with and without diacritics, as they stood there', () => {
    const terms = { assembly: ['Quốc hội'], office: ['Văn phòng Quốc hội'] };
    expect(named('Văn phòng Quốc hội họp, rồi QUOC HOI họp.', 'vi', terms)).toEqual([
      'office: Văn phòng Quốc hội',
      'assembly: QUOC HOI',
    ]);
    expect(named('Quốc hộ', 'vi', terms)).toEqual([]);
  });

  it('are one with their plurals in English, and nothing else is cut', () => {
    const terms = { park: ['industrial park'], ministry: ['ministries'], class: ['glass class'], bus: ['campus'] };
    expect(named('Industrial parks, a ministry, glass classes and a campus.', 'en', terms)).toEqual([
      'park: Industrial parks',
      'ministry: ministry',
      'bus: campus',
    ]);
  });

  it('are looked for in their own language only, and mean something by themselves', () => {
    expect(named('Industrial park', 'vi', { park: ['industrial park'] })).toEqual(['park: Industrial park']);
    expect(conceptsIn('park', 'en', conceptsOf([{ id: 'x', terms: { vi: ['park'] } }]))).toEqual([]);
    expect(named('Hội họp', 'vi', { x: ['hội'] })).toEqual([]);
    expect(named('東盟峰会', 'zh', { summit: ['峰会'] }).length).toBeLessThanOrEqual(1);
  });

  it('are the longest at each place, whatever the terms and the text', () => {
    const word = fc.constantFrom('alpha', 'gamma', 'delta', 'constructor');
    const term = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.uniqueArray(term, { maxLength: 6 }), fc.array(word, { maxLength: 12 }), (forms, text) => {
        const concepts = withTerms(
          new Map(),
          forms.map((form) => ({ lang: 'xx', term: form, key: form })),
        );
        const slow: string[] = [];
        for (let from = 0; from < text.length; ) {
          const longest = [4, 3, 2, 1].find(
            (length) => from + length <= text.length && forms.includes(text.slice(from, from + length).join(' ')),
          );
          if (longest) slow.push(text.slice(from, from + longest).join(' '));
          from += longest ?? 1;
        }
        const found = conceptsIn(text.join(' '), 'xx', concepts);
        expect(found.map(({ key }) => key)).toEqual(slow);
        expect(forms.every((form) => keyOf(concepts, 'xx', form) === form)).toBe(true);
      }),
    );
  });
});
