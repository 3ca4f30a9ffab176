import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = globSync('src/*/**/*.{ts,tsx}', { cwd: root }).filter(
  (path) => !/\.(test|gen|fixtures)\.tsx?$/.test(path),
);
const deeds = new Set(
  sources.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z-]+)'/g)].map(
      ([, deed = '']) => deed,
    ),
  ),
);

it.each(['en', 'vi'])('the audit trail has words in %s for every deed that is written down', (lang) => {
  const messages = JSON.parse(readFileSync(join(root, 'locales', lang, 'messages.json'), 'utf8'));
  expect(deeds.size).toBeGreaterThan(20);
  expect([...deeds].filter((deed) => messages[`identity.deed.${deed}`] === undefined)).toEqual([]);
});
