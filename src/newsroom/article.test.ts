import { describe, expect, it } from 'vitest';
import { NotPossible, possible, requirePossible, type Standing } from './article.ts';

const draft: Standing = { state: 'draft', waiting: false, changed: true, unapproved: false };

describe('what may happen to a text', () => {
  it.each<[string, Partial<Standing>, string]>([
    ['a draft', {}, 'edit submit publish'],
    ['a text in review', { state: 'review', waiting: true }, 'edit recall return publish'],
    ['a machine translation', { unapproved: true }, 'edit submit approve publish'],
    ['a public text', { state: 'published', changed: false }, 'edit withdraw'],
    ['a public text with a newer draft', { state: 'published' }, 'edit submit correct withdraw'],
    [
      'a public text whose newer draft waits',
      { state: 'published', waiting: true },
      'edit recall return correct withdraw',
    ],
    ['a withdrawn text', { state: 'withdrawn' }, 'edit restore'],
  ])('%s', (_, standing, allowed) => {
    expect(possible({ ...draft, ...standing }).join(' ')).toBe(allowed);
  });

  it('is said when it is asked for at the wrong time', () => {
    expect(() => requirePossible('withdraw', draft)).toThrow(NotPossible);
    expect(() => requirePossible('publish', draft)).not.toThrow();
  });
});
