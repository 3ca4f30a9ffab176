import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conceptsOf, keyOf } from '../concepts.ts';
import { learn, type Parallel } from './learn.ts';
import { withLexicon } from './terms.ts';

const pair = (vi: string, en: string, lang = 'en'): Parallel => [
  { lang: 'vi', text: vi },
  { lang, text: en },
];
const none = conceptsOf([]);
/** Sentences that say nothing of what is tested: what stands in every text of a few looks like it says something. */
const others = Array.from({ length: 40 }, (_, at) =>
  pair(`Chuyện khác lần ${at} ở đâu đó.`, `Another matter of the day, time ${at}, elsewhere.`),
);
const floods = [
  pair('Lũ quét cuốn trôi ba căn nhà ở bản Nậm.', 'A flash flood swept away three houses in Nam village.'),
  pair('Đêm qua lũ quét làm sập cầu treo.', 'The suspension bridge fell to a flash flood last night.'),
  pair('Bộ đội giúp dân sau trận lũ quét.', 'Soldiers help people after the flash flood.'),
  pair('Mất điện vì cầu treo bị hỏng.', 'Power is out as the suspension bridge is damaged.'),
  pair('Xã xin tiền sửa cầu treo.', 'The commune asks for money to mend the suspension bridge.'),
];
const told = (pairs: readonly Parallel[], known = none) =>
  learn(pairs, 'vi', known).map(({ home, term, lang, seen }) => `${home} = ${term} (${lang}, ${seen})`);

describe('a lexicon learnt from translations', () => {
  it('says which terms stand for each other, the surest first and each once', () => {
    expect(told([...others, ...floods])).toEqual([
      'cau treo = suspension bridge (en, 3)',
      'lu quet = flash flood (en, 3)',
    ]);
  });

  it('does not depend on the order of the texts, nor on which side the home language stands', () => {
    const all = [...others, ...floods];
    const mirrored = all.toReversed().map(([a, b]): Parallel => [b, a]);
    expect(learn(mirrored, 'vi', none)).toEqual(learn(all, 'vi', none));
  });

  it('learns nothing from two texts, nor of what stands nearly everywhere', () => {
    expect(told([...others, ...floods.slice(0, 2)])).toEqual([]);
    expect(told(others)).toEqual([]);
  });

  it('counts what is said again in the same words once', () => {
    expect(told([...others, ...Array.from({ length: 5 }, () => floods.slice(0, 2)).flat()])).toEqual([]);
  });

  it('does not learn again what a person struck, and then finds what else it may be', () => {
    const struck = new Set(['en lu quet = flash flood']);
    const found = learn([...others, ...floods], 'vi', none, struck).map(({ home, term }) => `${home} = ${term}`);
    expect(found).not.toContain('lu quet = flash flood');
    expect(found).toContain('cau treo = suspension bridge');
  });

  it('shows terms as they are written', () => {
    const [first] = learn([...others, ...floods], 'vi', none);
    expect(first?.shown).toEqual(['cầu treo', 'suspension bridge']);
  });

  it('leaves open which of two is meant when both are always there', () => {
    const both = ['một', 'hai', 'ba'].map((n) =>
      pair(`Lúa gạo ${n} và cà phê tăng giá.`, `Prices of paddy ${n} and coffee go up.`),
    );
    const learnt = told([...others, ...both]);
    expect(learnt.filter((line) => /lua gao|ca phe/.test(line))).toEqual([]);
  });

  it('leaves to the glossary what the glossary explains', () => {
    const glossary = conceptsOf([{ id: 'flash-flood', terms: { vi: ['lũ quét'], en: ['flash flood'] } }]);
    expect(told([...others, ...floods], glossary)).toEqual(['cau treo = suspension bridge (en, 3)']);
  });

  it('learns each language apart, and nothing without the home language', () => {
    const french = floods.map(([vi], at) =>
      pair(
        vi.text,
        ['crue subite', 'pont suspendu et crue subite', 'une crue subite', 'le pont suspendu', 'un pont suspendu'][
          at
        ] ?? '',
        'fr',
      ),
    );
    const withFrench = [...others, ...others.map(([vi, en]) => pair(vi.text, en.text, 'fr')), ...floods, ...french];
    expect(told(withFrench)).toContain('lu quet = crue subite (fr, 3)');
    expect(told(withFrench)).toContain('lu quet = flash flood (en, 3)');
    expect(learn(withFrench, 'ja', none)).toEqual([]);
  });

  it('learns next to nothing from texts that have nothing to do with each other', () => {
    const shuffled = floods.flatMap(([vi], at) =>
      Array.from(
        { length: 30 },
        (_, n): Parallel => [vi, { lang: 'en', text: `Words ${n} of ${at} without any likeness ${n % 7}` }],
      ),
    );
    expect(told(shuffled).length).toBeLessThanOrEqual(1);
  });

  it('leaves out names that are spelt alike, and texts that are too long to tell what stands for what', () => {
    const names = [
      pair('Đà Lạt đón khách.', 'Guests in Dalat.'),
      pair('Có mưa ở Đà Lạt.', 'Rain falls on Dalat.'),
      pair('Từ Đà Lạt về.', 'Back from Dalat.'),
    ];
    expect(told([...others, ...names])).toEqual([]);
    const long = floods.map(([vi, en]) => pair(`${vi.text} ${'Còn nữa. '.repeat(80)}`, en.text));
    expect(told([...others, ...long])).toEqual([]);
  });

  it('takes whatever it is given', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('__proto__ constructor', '\ud800', 'a'.repeat(5_000), '峰会 ASEAN峰会', ''),
    );
    const lang = fc.constantFrom('vi', 'en', 'zh', 'th', 'xx', '');
    const passage = fc.record({ lang, text });
    fc.assert(
      fc.property(fc.array(fc.tuple(passage, passage), { maxLength: 30 }), (pairs) => {
        const found = learn([...pairs, ...pairs, ...pairs], 'vi', none);
        const terms = found.map(({ lang, term }) => `${lang} ${term}`);
        expect(new Set(terms).size).toBe(terms.length);
        expect(found.every(({ seen, odds }) => seen >= 3 && Number.isFinite(odds))).toBe(true);
      }),
    );
  });
});

describe('the glossary with what was learnt', () => {
  const glossary = conceptsOf([{ id: 'prime-minister', terms: { vi: ['Thủ tướng'], en: ['Prime Minister'] } }]);
  const learnt = (home: string, term: string, lang = 'en') => ({ home, lang, term });

  it('gives one key to all languages, and calls what the glossary knows by its name', () => {
    const terms = withLexicon(
      glossary,
      [learnt('lu quet', 'flash flood'), learnt('lu quet', 'crue subite', 'fr'), learnt('thu tuong', 'premier')],
      'vi',
    );
    expect(keyOf(terms, 'fr', 'crue subite')).toBe(keyOf(terms, 'en', 'flash flood'));
    expect(keyOf(terms, 'vi', 'lu quet')).toBe(keyOf(terms, 'en', 'flash flood'));
    expect(keyOf(terms, 'en', 'premier')).toBe('prime-minister');
  });

  it('never says otherwise than the glossary', () => {
    const terms = withLexicon(glossary, [learnt('thu do', 'prime minister'), learnt('thu tuong', 'capital')], 'vi');
    expect(keyOf(terms, 'en', 'prime minister')).toBe('prime-minister');
    expect(keyOf(terms, 'vi', 'thu tuong')).toBe('prime-minister');
    expect(keyOf(glossary, 'en', 'capital')).toBeUndefined();
  });
});
