import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arriving, happenings } from './fixtures.ts';
import { packStrand, type Readable, unpackStrand } from './strand.ts';
import { place, settle } from './weave.ts';
import { type Arriving, openWindow } from './window.ts';

const report = (name: string, at: number) => happenings[name]?.[at] as Readable;

/** Weaves items in the order given; each story is named after the item that began it. */
function weave(given: readonly Arriving[], capacity = 1_000) {
  const window = openWindow(capacity);
  const placed = given.map((item) => {
    const placement = place(window, item);
    settle(window, item, placement, placement.story ?? item.item);
    return [item.item, placement] as const;
  });
  return { window, placed: new Map(placed), storyOf: (item: number) => window.get(item)?.story };
}

/** Which items are together, whatever their stories are called. */
const groups = (items: readonly number[], storyOf: (item: number) => number | undefined) =>
  [...Map.groupBy(items, storyOf).values()].map((group) => group.toSorted((a, b) => a - b).join(' ')).sort();

const everything = () =>
  Object.values(happenings)
    .flat()
    .filter(({ lang }) => lang === 'vi')
    .map((readable, at) => arriving(at + 1, readable, at));

describe('weaving', () => {
  test('puts reports of one happening together and says why', () => {
    const { placed, storyOf } = weave([
      arriving(1, report('lanterns', 0)),
      arriving(2, report('coffee', 0)),
      arriving(3, report('lanterns', 1), 5),
    ]);
    expect(storyOf(3)).toBe(1);
    expect(storyOf(2)).toBe(2);
    const why = placed.get(3)?.why;
    expect(why).toMatchObject({ by: 'words', item: 1, hours: 5 });
    expect(why?.names).toEqual(expect.arrayContaining(['Hội An', 'Trần Thị Hoài Phương']));
    expect(why?.numbers).toContain('500');
  });

  test('gives the same stories in any order', () => {
    const items = everything();
    const wanted = groups(
      items.map(({ item }) => item),
      weave(items).storyOf,
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (shuffled) => {
        expect(
          groups(
            items.map(({ item }) => item),
            weave(shuffled).storyOf,
          ),
        ).toEqual(wanted);
      }),
      { numRuns: 30 },
    );
  });

  test('items more than a week apart are not one happening, however alike', () => {
    expect(weave([arriving(1, report('lanterns', 0)), arriving(2, report('lanterns', 1), 24 * 8)]).storyOf(2)).toBe(2);
  });

  test('a copy is known by its words, whatever its headline, and the earlier one is its source in either order', () => {
    const source = arriving(1, report('coffee', 0));
    const copy = arriving(2, { ...report('coffee', 0), title: 'Tin nhanh sáng nay' }, 3);
    expect(weave([source, copy]).window.get(2)).toMatchObject({ story: 1, copyOf: 1 });
    const late = weave([copy, source]);
    expect(late.window.get(1)).toMatchObject({ story: 2, copyOf: null });
    expect(late.window.get(2)).toMatchObject({ story: 2, copyOf: 1 });
  });

  test('a thousand copies make nothing look common and keep nothing from being found', () => {
    const copies = Array.from({ length: 1_000 }, (_, at) => arriving(10 + at, report('lanterns', 0), at / 100));
    const { storyOf, window } = weave(
      [
        arriving(1, report('lanterns', 0)),
        arriving(2, report('coffee', 0)),
        ...copies,
        arriving(3, report('coffee', 1), 11),
        arriving(4, report('lanterns', 1), 11),
      ],
      2_000,
    );
    expect([storyOf(3), storyOf(4)]).toEqual([2, 1]);
    expect(window.frequencies.size('vi')).toBe(4);
  }, 30_000);

  test('takes whatever comes: nothing, one letter, one word without end, marks alone', () => {
    const odd = [
      '',
      ' ',
      'a',
      'a'.repeat(100_000),
      '!!! ???',
      '\ud800',
      '0'.repeat(5_000),
      'Ａ１',
      '日本 '.repeat(4_000),
    ];
    const items = odd.map((text, at) =>
      arriving(at + 1, { lang: at % 2 ? 'vi' : 'und', title: text, summary: text, text }),
    );
    const { storyOf } = weave(items);
    expect(items.every(({ item }) => storyOf(item) !== undefined)).toBe(true);
    expect(storyOf(1)).not.toBe(storyOf(3));
  });

  test('any text makes a strand that comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 3_000 }), (title, text) => {
        const { strand } = arriving(1, { lang: 'vi', title, summary: '', text });
        expect(unpackStrand(packStrand(strand))).toEqual(strand);
      }),
    );
  });

  test('looks back on so many items and no more', () => {
    const items = everything();
    const { window } = weave(items, 3);
    expect(window.size).toBe(3);
    for (const { item } of items) window.drop(item);
    expect(window.frequencies.size('')).toBe(0);
  });
});

describe('across languages', () => {
  test('an item joins a story in another language when names, numbers and dates agree', () => {
    const { storyOf, placed } = weave([
      arriving(1, report('lanterns', 0)),
      arriving(2, report('coffee', 0)),
      arriving(3, report('bridge', 0)),
      arriving(4, report('lanterns', 2), 6),
    ]);
    expect(storyOf(4)).toBe(1);
    expect(placed.get(4)?.why).toMatchObject({ by: 'marks', item: 1 });
    expect(storyOf(3)).toBe(3);
  });

  test('the same people and place on another day are another happening', () => {
    const other = {
      lang: 'en',
      title: 'Hoi An repaves its riverside street',
      summary: '',
      text: 'Workers in Hoi An began to repave a riverside street on January 9, with 12,000 bricks from Da Nang, a contractor named Le Van Nam said.',
    };
    expect(weave([arriving(1, report('lanterns', 0)), arriving(2, other, 6)]).storyOf(2)).toBe(2);
  });
});
