import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLanguages } from './i18n.ts';
import { messageArguments, pluralCategories } from './messages.ts';
import { packageRoot } from './paths.ts';

const folder = join(packageRoot, 'locales');
const read = (lang: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, lang, 'messages.json'), 'utf8'));
const all = readdirSync(folder, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
);
const english = read('en');

describe.each(all.map((entry) => entry.name))('the messages in %s', (lang) => {
  const messages = read(lang);

  it('are complete, and none is left over', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
    expect(Object.entries(messages).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('take the same arguments', () => {
    const differing = Object.entries(messages).filter(
      ([key, text]) =>
        JSON.stringify([...messageArguments(text)].sort()) !==
        JSON.stringify([...messageArguments(english[key] ?? '')].sort()),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('spell out exactly the plural forms that the language has', () => {
    const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
    const wrong = Object.entries(messages).flatMap(([key, text]) =>
      [...pluralCategories(text)].flatMap(([argument, given]) => {
        const spelled = [...given].filter((form) => !form.startsWith('='));
        const fits = spelled.length === forms.length && forms.every((form) => spelled.includes(form));
        return fits ? [] : [`${key} {${argument}}: has ${spelled.join(', ')}; ${lang} needs ${forms.join(', ')}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the generated types', () => {
  it('are those of the messages: run `npm run messages` after editing', () => {
    const generated = readFileSync(join(packageRoot, 'src/platform/messages.gen.ts'), 'utf8');
    expect([...generated.matchAll(/^ {2}'([^']+)'/gm)].map(([, key]) => key).sort()).toEqual(
      Object.keys(english).sort(),
    );
  });
});

describe('the choice of a language', () => {
  const languages = readLanguages(folder, 'vi');
  it.each([
    ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
    ['fr-FR, en;q=0.5', 'en'],
    ['en;q=0.1, vi;q=0.9', 'vi'],
    ['vi;q=0, en;q=0.2', 'en'],
    ['ja', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    [';;;,,q=9,', 'en'],
  ])('for %s is %s', (header, lang) => expect(languages.choose(header)).toBe(lang));

  it("puts the country's own language first", () => expect(languages.all[0]?.lang).toBe('vi'));
});
