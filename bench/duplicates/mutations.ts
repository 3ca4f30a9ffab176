import { fold, sentences } from '../../src/language/index.ts';

/** A text as outlets publish it. */
export type Text = { lang: string; title: string; summary: string; text: string };

/** One way in which those who take a text over change it, at three strengths. */
export type Mutation = {
  name: string;
  strengths: readonly string[];
  make: (text: Text, strength: 0 | 1 | 2, other: Text) => Text;
};

type Chance = () => number;

const body =
  (change: (text: string, strength: 0 | 1 | 2, other: Text) => string): Mutation['make'] =>
  (given, strength, other) => ({
    ...given,
    text: change(given.text, strength, other),
  });

const eachWord = (text: string, change: (word: string) => string): string => text.replace(/[\p{L}\p{M}]+/gu, change);
const boilerplate =
  'Chuyên trang thông tin của tỉnh, cập nhật liên tục tin tức trong ngày về văn hóa, du lịch và đời sống. Bạn đọc có thể gửi bài và ảnh về hộp thư của ban biên tập. Mời bạn đăng ký nhận bản tin mỗi sáng. ';

/** The mutations, all by one source of chance, so that every run makes the same copies. */
export function mutations(chance: Chance): Mutation[] {
  const one = (letters: string) => letters[Math.floor(chance() * letters.length)] ?? '';
  const typo = (word: string): string => {
    const at = Math.floor(chance() * word.length);
    return `${word.slice(0, at)}${one('aeiounhtcg')}${word.slice(at + 1)}`;
  };
  const shuffled = <T>(list: readonly T[]): T[] => {
    const mixed = [...list];
    for (let at = mixed.length - 1; at > 0; at--) {
      const to = Math.floor(chance() * (at + 1));
      [mixed[at], mixed[to]] = [mixed[to] as T, mixed[at] as T];
    }
    return mixed;
  };
  return [
    {
      name: 'end cut off',
      strengths: ['a quarter', 'a half', 'three quarters'],
      make: body((text, strength) => text.slice(0, text.length * ([0.75, 0.5, 0.25] as const)[strength])),
    },
    {
      name: 'beginning cut off',
      strengths: ['a tenth', 'a quarter', 'a half'],
      make: body((text, strength) => text.slice(text.length * ([0.1, 0.25, 0.5] as const)[strength])),
    },
    {
      name: 'headline and summary',
      strengths: ['headline of another', 'summary of another', 'both'],
      make: (text, strength, other) => ({
        ...text,
        title: strength === 1 ? text.title : other.title,
        summary: strength === 0 ? text.summary : other.summary,
      }),
    },
    {
      name: 'paragraphs added after',
      strengths: ['200 characters', '600', '1,200'],
      make: body((text, strength, other) => `${text}\n${other.text.slice(0, [200, 600, 1_200][strength])}`),
    },
    {
      name: 'paragraphs added before',
      strengths: ['100 characters', '300', '800'],
      make: body((text, strength, other) => `${other.text.slice(0, [100, 300, 800][strength])}\n${text}`),
    },
    {
      name: 'boilerplate around',
      strengths: ['100 characters', '200', '400'],
      make: body((text, strength) => {
        const words = boilerplate.repeat(2).slice(0, [100, 200, 400][strength]);
        return `${words}\n${text}\n${words}`;
      }),
    },
    {
      name: 'letters written otherwise',
      strengths: ['decomposed (NFD)', 'capitals', 'without diacritics'],
      make: (text, strength) => {
        const change = (words: string) =>
          strength === 0 ? words.normalize('NFD') : strength === 1 ? words.toUpperCase() : fold(words);
        return { ...text, title: change(text.title), summary: change(text.summary), text: change(text.text) };
      },
    },
    {
      name: 'typing errors',
      strengths: ['in 2 % of words', '5 %', '10 %'],
      make: body((text, strength) =>
        eachWord(text, (word) => (chance() < ([0.02, 0.05, 0.1] as const)[strength] ? typo(word) : word)),
      ),
    },
    {
      name: 'words changed',
      strengths: ['5 %', '10 %', '20 %'],
      make: body((text, strength) =>
        eachWord(text, (word) => (chance() < ([0.05, 0.1, 0.2] as const)[strength] ? 'khác' : word)),
      ),
    },
    {
      name: 'names in another spelling',
      strengths: ['a third', 'two thirds', 'all'],
      make: body((text, strength) =>
        text.replace(/\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+/gu, (name) =>
          chance() < ([1 / 3, 2 / 3, 1] as const)[strength]
            ? fold(name)
                .replaceAll(' ', '')
                .replace(/^./, (letter) => letter.toUpperCase())
            : name,
        ),
      ),
    },
    {
      name: 'sentences in another order',
      strengths: ['two changed places', 'one half shuffled', 'all shuffled'],
      make: (given, strength) => {
        const list = sentences(given.text, given.lang);
        const moved =
          strength === 2
            ? shuffled(list)
            : strength === 1
              ? [...shuffled(list.slice(0, list.length / 2)), ...list.slice(list.length / 2)]
              : [...list.slice(1, 2), ...list.slice(0, 1), ...list.slice(2)];
        return { ...given, text: moved.join(' ') };
      },
    },
  ];
}
