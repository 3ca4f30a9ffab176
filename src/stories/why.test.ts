import { expect, it } from 'vitest';
import { conceptsOf } from './concepts.ts';
import { strandOf } from './strand.ts';
import { whyOf } from './why.ts';

const concepts = conceptsOf([{ id: 'hcmc', terms: { vi: ['Thành phố Hồ Chí Minh'], en: ['Ho Chi Minh City'] } }]);
const thread = (item: number, lang: string, title: string) => ({
  ...{ item, story: item, outlet: item, at: 0, dated: true, copyOf: null, fixed: false },
  strand: strandOf({ lang, title, summary: '', text: '' }, concepts),
});

it('tells a name once: not beside a term that it is part of', () => {
  const one = thread(1, 'vi', 'Metro số 1 của Thành phố Hồ Chí Minh đón bà Trần Thị Hoài');
  const other = thread(2, 'en', 'Line 1 of Ho Chi Minh City welcomes Tran Thi Hoai');
  const { names, terms } = whyOf('marks', 0.5, one, other);
  expect(terms).toEqual(['Thành phố Hồ Chí Minh']);
  expect(names).toEqual(['Trần Thị Hoài']);
});
